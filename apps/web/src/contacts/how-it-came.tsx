import { NativeSelect, Textarea } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { words } from './stop-words.ts';

/** By which ways a "no" may come to whoever enters it. */
const channels = ['telephone', 'paper', 'counter', 'reply', 'form', 'other'] as const;

/** By which way a "no" came to whoever enters it, and what shows it. */
export type Came = { channel: (typeof channels)[number]; note: string };

/** What most come by, nothing said of it yet. */
export const byTelephone: Came = { channel: 'telephone', note: '' };

type Asking = { came: Came; change: (came: Came) => void; label: string; hint: string };

/** Asks for both; `label` and `hint` are of the note. */
export function HowItCame({ came, change, label, hint }: Asking) {
  const say = useWords(words);
  return (
    <>
      <NativeSelect
        label={say.channel}
        value={came.channel}
        onChange={({ currentTarget: { value } }) =>
          change({ ...came, channel: channels.find((one) => one === value) ?? 'other' })
        }
        data={channels.map((value) => ({ value, label: say.channels[value] ?? value }))}
      />
      <Textarea
        label={label}
        description={hint}
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={8}
        value={came.note}
        onChange={({ currentTarget: { value } }) => change({ ...came, note: value })}
      />
    </>
  );
}

/** As the API is told of it. */
export function toldOf({ channel, note }: Came, user: { name: string | null; email: string } | null) {
  return {
    channel,
    ...(user && { operator: user.name || user.email }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}
