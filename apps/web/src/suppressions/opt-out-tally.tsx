import { Stack, Text, Title } from '@mantine/core';
import type { ImportedOptOuts } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Figures } from '../look/figures.tsx';
import { Notice } from '../look/notice.tsx';
import { type OptOutFact, words } from './words.ts';

const facts: readonly { fact: OptOutFact; dot: string }[] = [
  { fact: 'unsubscribed', dot: 'fill-withheld' },
  { fact: 'complaints', dot: 'fill-bounced' },
  { fact: 'bounced', dot: 'fill-failed' },
  { fact: 'stoodAlready', dot: 'fill-queued' },
  { fact: 'passedOver', dot: 'fill-accepted' },
  { fact: 'rejected', dot: 'fill-uncertain' },
];
const mostShown = 100;

/** What became of every line of a file of opt-outs. */
export function OptOutTally({ imported }: { imported: ImportedOptOuts }) {
  const say = useWords(words);
  const format = useFormat();
  return (
    <Stack gap="xl">
      {imported.failure !== null && <Notice tone="bad">{imported.failure}</Notice>}
      {imported.takenBack > 0 && <Notice tone="good">{say.takenBack(format.number(imported.takenBack))}</Notice>}
      <Figures figures={facts.map(({ fact, dot }) => ({ ...say.facts[fact], count: imported[fact], dot }))} />
      {imported.rejects.length > 0 && (
        <section>
          <Title order={2} mb="sm">
            {say.rejects}
          </Title>
          <ul className="findings">
            {imported.rejects.slice(0, mostShown).map(({ line, reason }) => (
              <li key={line}>
                {say.line(format.number(line))}
                {reason}
              </li>
            ))}
          </ul>
          {imported.rejected > mostShown && <Text className="quiet">…</Text>}
        </section>
      )}
    </Stack>
  );
}
