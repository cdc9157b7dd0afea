import { Group, Text, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { MergePicker } from '../editor/merge-picker.tsx';
import { useWords } from '../language/language.tsx';
import { type Advice, preheaderAdvice, subjectAdvice } from './subject-advice.ts';
import { words } from './subject-words.ts';

type Shown = {
  letter: { subject: string; preheader: string | null };
  change: (next: { subject?: string; preheader?: string | null }) => void;
  /** The subject as a reader sees it, where the preview could write it. */
  written: string | undefined;
};

/** Subject and preheader, with what to think about in each. */
export function SubjectForm({ letter, change, written }: Shown) {
  const say = useWords(words);
  const preheader = letter.preheader ?? '';
  const subject = letter.subject.includes('{{') ? (written ?? letter.subject) : letter.subject;
  return (
    <>
      <Line
        label={say.subject}
        value={letter.subject}
        change={(value) => change({ subject: value })}
        error={letter.subject.trim() === '' ? say.missing : undefined}
        advice={subjectAdvice(subject).filter(({ kind }) => kind !== 'empty')}
      />
      <Line
        label={say.preheader}
        value={preheader}
        change={(value) => change({ preheader: value === '' ? null : value })}
        advice={preheaderAdvice(preheader, subject)}
      />
    </>
  );
}

type LineShown = {
  label: string;
  value: string;
  change: (value: string) => void;
  error?: string | undefined;
  advice: readonly Advice[];
};

function Line({ label, value, change, error, advice }: LineShown) {
  const say = useWords(words);
  const field = useRef<HTMLInputElement>(null);
  const insert = (text: string) => {
    const { selectionStart: from = value.length, selectionEnd: to = value.length } = field.current ?? {};
    change(value.slice(0, from ?? value.length) + text + value.slice(to ?? value.length));
  };
  return (
    <div className="line-field">
      <Group className="line-tools">
        <MergePicker what={label} insert={insert} plain />
      </Group>
      <TextInput
        ref={field}
        label={label}
        maxLength={500}
        value={value}
        error={error}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      <div role="status">
        {advice.map((one) => (
          <Text key={one.kind} size="xs" className={one.kind === 'fits' ? 'quiet' : 'minded'} mt={4}>
            {told(one, say)}
          </Text>
        ))}
      </div>
    </div>
  );
}

function told(advice: Advice, say: (typeof words)['ja']): string {
  switch (advice.kind) {
    case 'fits':
      return say.fits(advice.width);
    case 'cut':
      return say.cut(advice.width, advice.shown);
    case 'emoji':
      return say.emoji(advice.count);
    case 'odd':
      return say.odd(advice.letters);
    case 'loud':
      return say.loud;
    case 'reply':
      return say.reply;
    case 'repeats':
      return say.repeats;
    case 'empty':
      return say.noPreheader;
  }
}
