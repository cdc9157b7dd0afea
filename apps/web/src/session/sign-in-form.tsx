import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Answer, call } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';
import { Notice } from '../look/notice.tsx';

type Failure = { kind: 'wrong' } | { kind: 'too-many'; minutes: number } | { kind: 'unreachable' };

/** Address and password. What was typed stays when it was wrong. */
export function SignInForm({
  email: known,
  onDone,
}: {
  email?: string;
  onDone: (who: Answer<'GET /session'>) => void;
}) {
  const say = useWords(words);
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (email.trim() === '' || password === '') return;
    setBusy(true);
    setFailure(undefined);
    try {
      onDone(await call('POST /session', { body: { email, password } }));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  }

  const missing = (value: string) => (tried && value === '' ? say.missing : undefined);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={say.email}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus={known === undefined}
          size="md"
          value={email}
          error={missing(email.trim())}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={say.password}
          name="password"
          autoComplete="current-password"
          autoFocus={known !== undefined}
          size="md"
          value={password}
          error={missing(password)}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div role="alert">
          {failure && (
            <Notice tone="bad">
              {failure.kind === 'wrong' && say.wrong}
              {failure.kind === 'too-many' && say.tooMany(failure.minutes)}
              {failure.kind === 'unreachable' && say.unreachable}
            </Notice>
          )}
        </div>
        <Button type="submit" size="md" loading={busy} fullWidth>
          {say.signIn}
        </Button>
      </Stack>
    </form>
  );
}

function failureOf(error: unknown): Failure {
  if (!isProblem(error)) return { kind: 'unreachable' };
  if (error.kind === 'too-many-attempts') {
    return { kind: 'too-many', minutes: Math.ceil((error.retryAfterSeconds ?? 60) / 60) };
  }
  return { kind: 'wrong' };
}
