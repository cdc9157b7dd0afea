import { Text, Title } from '@mantine/core';
import { LanguageSwitch } from '../language/language-switch.tsx';
import { useWords } from '../language/language.tsx';
import { useTitle } from '../look/use-title.ts';
import { SignInForm } from './sign-in-form.tsx';
import type { Who } from './session-gate.tsx';
import { words } from './words.ts';

/** The door. */
export function SignInPage({ onDone }: { onDone: (who: Who) => void }) {
  const say = useWords(words);
  useTitle(say.title);
  return (
    <main className="door">
      <div>
        <img src="/mark.svg" alt="" width={52} height={52} />
        <Title order={1} mt="md">
          飛脚 Hikyaku
        </Title>
        <Text className="quiet" mb="xl">
          {say.lead}
        </Text>
        <SignInForm onDone={onDone} />
        <div className="door-foot">
          <Text size="xs" className="quiet">
            {say.help}
          </Text>
          <LanguageSwitch />
        </div>
      </div>
    </main>
  );
}
