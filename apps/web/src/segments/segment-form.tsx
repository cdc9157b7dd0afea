import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import type { Segment, SegmentRule } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';
import { words as about } from '../contacts/words.ts';
import { sayValue } from '../findings/say-problem.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import type { Forget } from '../look/use-autosave.ts';
import { without } from '../look/without.ts';
import { words as common } from '../look/words.ts';
import { words as conditionWords } from './condition-words.ts';
import { RuleBox } from './rule-box.tsx';
import { type Box, boxOf, isBox, keyAt, newBox, readRule } from './rule-draft.ts';
import { RuleLook, useRuleLook } from './rule-look.tsx';
import { useKnown } from './use-known.ts';
import { words } from './words.ts';

/** What is kept of a segment. */
export type SegmentValues = { name: string; rule: SegmentRule };

type Shown = {
  segment: Segment | undefined;
  /** Keeps what was changed; `forget` lets go of values that somebody has chosen to leave as they are kept. */
  keep: (changed: Partial<SegmentValues>, forget: Forget) => Promise<void>;
  /** What somebody else has changed meanwhile; `isUndecided` until it is chosen whose is to stay. */
  meanwhile?: ReactNode;
  isUndecided?: boolean;
};

/** A segment's name and conditions. What was written stays when it is refused, with the reason beside the condition that is at fault. */
export function SegmentForm({ segment, keep: keepChanged, meanwhile, isUndecided = false }: Shown) {
  const say = useWords(words);
  const { missing } = useWords(about);
  const { saved } = useWords(common);
  const { wrong: sentences } = useWords(conditionWords);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [typed, setTyped] = useState<{ name?: string; rule?: Box }>({});
  const stored = useMemo(() => (segment === undefined ? newBox('all') : boxOf(segment.rule)), [segment]);
  const { name = segment?.name ?? '', rule: box = stored } = typed;
  const [tried, setTried] = useState(false);
  const known = useKnown(campaignsIn(box));
  const read = readRule(box);
  const look = useRuleLook(read.rule);
  const keep = useMutation({
    mutationFn: async () => {
      if (read.rule === undefined) throw new Error('A condition is not filled in.');
      const values = { name: name.trim(), rule: read.rule };
      const unchanged = (['name', 'rule'] as const).filter((field) => segment !== undefined && !(field in typed));
      await keepChanged(without(values, unchanged), (fields) => setTyped((now) => without(now, fields ?? [])));
      // What was typed meanwhile is not kept yet.
      const kept = (['name', 'rule'] as const).filter((field) => field in typed);
      setTyped((now) =>
        without(
          now,
          kept.filter((field) => now[field] === typed[field]),
        ),
      );
    },
    onSuccess: async () => {
      setTried(false);
      await client.invalidateQueries({ queryKey: ['segments'], exact: true });
      await client.invalidateQueries({ queryKey: ['reach'] });
    },
  });
  const refusals = [keep.error, look.error].flatMap((error) => (isProblem(error) ? error.errors : []));
  const wrong = new Map<string, string>(
    tried ? [...read.wrong].map(([key, what]) => [key, sentences[what]] as const) : [],
  );
  for (const refusal of refusals) {
    const key = keyAt(refusal.pointer, read);
    if (key !== undefined) wrong.set(key, sayValue(refusal, language));
  }
  const refusedName = refusals.find(({ pointer }) => pointer === '/name');
  const wrongName = refusedName && sayValue(refusedName, language);
  const isPlaced = refusals.length > 0 && refusals.every(({ pointer }) => pointer === '/name' || keyAt(pointer, read));

  function change(next: typeof typed) {
    if (!keep.isPending) keep.reset();
    setTyped((now) => ({ ...now, ...next }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && read.rule !== undefined) keep.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <datalist id="fields">
        {known.fields.map((field) => (
          <option key={field} value={field} />
        ))}
      </datalist>
      <Stack gap="xl">
        <section className="sheet sheet-pad">
          <Stack>
            <TextInput
              className="narrow"
              label={say.name}
              description={say.nameHint}
              maxLength={200}
              value={name}
              error={tried && name.trim() === '' ? missing : wrongName}
              onChange={({ currentTarget: { value } }) => change({ name: value })}
            />
            <Title order={2}>{say.whom}</Title>
            <RuleBox box={box} known={known} wrong={wrong} change={(next) => change({ rule: next })} />
            {meanwhile}
            {keep.isError && !isPlaced && <Failure error={keep.error} />}
            <Group gap="md">
              <Button type="submit" loading={keep.isPending && !isUndecided} disabled={isUndecided}>
                {say.save}
              </Button>
              <Text role="status" size="sm">
                {keep.isSuccess ? saved : ''}
              </Text>
              {segment !== undefined && (
                <Text className="quiet" size="sm">
                  {say.keptRules}
                </Text>
              )}
            </Group>
          </Stack>
        </section>
        <RuleLook rule={read.rule} look={look} />
      </Stack>
    </form>
  );
}

function campaignsIn({ of }: Box): string[] {
  return of.flatMap((part) => (isBox(part) ? campaignsIn(part) : part.about === 'letter' ? [part.campaign] : []));
}
