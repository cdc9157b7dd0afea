import { Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Language, useLanguage, useWords } from '../language/language.tsx';
import type { Sought } from './use-templates.ts';
import { type Category, categories, words } from './words.ts';

/** What is sought at first: everything, in the reader's language or the one given. */
export function useSought(given?: Language): [Sought, (change: Partial<Sought>) => void] {
  const { language } = useLanguage();
  const [sought, setSought] = useState<Sought>({ typed: '', category: 'all', locale: given ?? language });
  return [sought, (change) => setSought((now) => ({ ...now, ...change }))];
}

/** Looks for templates by word, kind and, unless that is settled, language. */
export function TemplateSearch(props: {
  sought: Sought;
  change: (change: Partial<Sought>) => void;
  kinds?: readonly Category[];
  chooseLanguage?: boolean;
}) {
  const say = useWords(words);
  const { sought, change, kinds = categories, chooseLanguage = true } = props;
  return (
    <Group mb="lg" gap="sm">
      <TextInput
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        value={sought.typed}
        onChange={({ currentTarget: { value } }) => change({ typed: value })}
      />
      <NativeSelect
        aria-label={say.category}
        value={sought.category}
        onChange={({ currentTarget: { value } }) => change({ category: kinds.find((kind) => kind === value) ?? 'all' })}
        data={kinds.map((kind) => ({ value: kind, label: say.categories[kind] }))}
      />
      {chooseLanguage && (
        <SegmentedControl
          aria-label={say.language}
          value={sought.locale}
          onChange={(value) => change({ locale: value === 'ja' ? 'ja' : 'en' })}
          data={[
            { value: 'ja', label: say.japanese },
            { value: 'en', label: say.english },
          ]}
        />
      )}
    </Group>
  );
}
