import { Button, Group, Text } from '@mantine/core';
import { useBlocker } from 'react-router';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Notice } from '../look/notice.tsx';
import { useWho } from '../session/session-gate.tsx';
import { words } from './conflict-words.ts';
import type { Elsewhere, Whose } from './use-upon.ts';

type Shown = {
  elsewhere: Elsewhere;
  decide: (whose: Whose) => void;
  /** That what is written over can be brought back. */
  note?: string;
};

/** Two write on the same thing: who else, when, and, where both changed the same of it, whose is to stay. Nothing goes unasked. */
export function EditedElsewhere({ elsewhere, decide, note }: Shown) {
  const say = useWords(words);
  const format = useFormat();
  const { user } = useWho();
  const { by, at, fields } = elsewhere;
  const when = format.fromNow(at);
  const isOneself = by !== null && by === user?.name;
  const who = by === null ? say.somebody : say.named(by);
  if (fields.length === 0) {
    return (
      <Notice tone="mind" role="status">
        {isOneself ? say.joinedHere(when) : say.joined({ who, when })}
      </Notice>
    );
  }
  const title = isOneself ? say.bothHere(when) : say.both({ who, when });
  return <Undecided fields={fields} decide={decide} title={title} note={note} />;
}

type Choice = { fields: readonly string[]; decide: (whose: Whose) => void; title: string; note: string | undefined };

/** Until somebody has chosen, the page stays: what they wrote lies here alone. */
function Undecided({ fields, decide, title, note }: Choice) {
  const say = useWords(words);
  const leaving = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname);
  return (
    <Notice tone="bad" role="alert" title={title}>
      <Text size="sm" mb="sm">
        {say.bothLead(fields.map((field) => say.fields[field] ?? field))} {note}
      </Text>
      {leaving.state === 'blocked' && (
        <Text size="sm" mb="sm">
          {say.first}
        </Text>
      )}
      <Group gap="sm">
        <Button size="xs" variant="default" onClick={() => decide('theirs')}>
          {say.theirs}
        </Button>
        <Button size="xs" variant="default" onClick={() => decide('mine')}>
          {say.mine}
        </Button>
      </Group>
    </Notice>
  );
}
