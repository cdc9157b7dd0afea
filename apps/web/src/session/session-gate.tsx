import { Modal, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type Answer, call, onSessionEnd, type SessionEnded } from '../api/call.ts';
import { isProblem } from '../api/problem.ts';
import { useWords } from '../language/language.tsx';
import { Unreachable } from '../look/unreachable.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { words } from './words.ts';

/** Who has signed in, and to which workspace. */
export type Who = Answer<'GET /session'>;

const Somebody = createContext<Who | undefined>(undefined);

/** Shows what is inside to somebody who has signed in. When the session ends meanwhile, the door opens over the page, which stays. */
export function SessionGate({ children }: { children: ReactNode }) {
  const say = useWords(words);
  const client = useQueryClient();
  const [ended, setEnded] = useState<SessionEnded>();
  useEffect(() => onSessionEnd(setEnded), []);
  const who = useQuery({
    queryKey: ['session'],
    queryFn: () => call('GET /session', {}),
    staleTime: Number.POSITIVE_INFINITY,
  });

  const enter = (now: Who) => client.setQueryData(['session'], now);
  if (who.isPending) return null;
  if (who.isError) {
    return isProblem(who.error) ? <SignInPage onDone={enter} /> : <Unreachable again={() => void who.refetch()} />;
  }
  return (
    <Somebody value={who.data}>
      {children}
      <Modal
        opened={ended !== undefined}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        closeOnClickOutside={false}
        title={<Text fw={650}>{say.ended}</Text>}
      >
        <Text className="quiet" size="sm" mb="md">
          {say.endedLead}
        </Text>
        <SignInForm
          email={who.data.user?.email ?? ''}
          onDone={(now) => {
            enter(now);
            ended?.done();
            setEnded(undefined);
          }}
        />
      </Modal>
    </Somebody>
  );
}

/** Who has signed in; only inside the gate. */
export function useWho(): Who {
  const who = useContext(Somebody);
  if (who === undefined) throw new Error('Nobody has signed in: useWho stands outside of SessionGate.');
  return who;
}
