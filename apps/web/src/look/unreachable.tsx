import { Button, Title } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { Blank } from './blank.tsx';
import { useTitle } from './use-title.ts';
import { words } from './words.ts';

/** The server does not answer: what that means, and a way on. */
export function Unreachable({ again }: { again: () => void }) {
  const say = useWords(words);
  return (
    <main className="door">
      <div className="blank">
        <img src="/mark.svg" alt="" />
        <Title order={1} size="h2">
          {say.unreachable}
        </Title>
        <p>{say.unreachableLead}</p>
        <Button onClick={again}>{say.again}</Button>
      </div>
    </main>
  );
}

/** There is nothing at this address. */
export function Lost() {
  const say = useWords(words);
  useTitle(say.lost);
  return (
    <div className="page">
      <Blank level={1} title={say.lost} lead={say.lostLead} action={{ label: say.home, to: '/' }} />
    </div>
  );
}
