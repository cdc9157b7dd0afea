import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../language/language.tsx';
import { ConditionRow } from './condition-row.tsx';
import { words } from './condition-words.ts';
import { type Box, isBox, mostDeep, newBox, newRow, type Part, withPart } from './rule-draft.ts';
import type { Known } from './use-known.ts';

type Shown = {
  box: Box;
  known: Known;
  /** What is wrong with the row or group of a key. */
  wrong: ReadonlyMap<string, string>;
  change: (box: Box) => void;
  deep?: number;
  /** The row that was added just now, with its group: its first field takes the keyboard. */
  added?: string;
  remove?: () => void;
};

/** A group of conditions: how they count together, each of them, and groups inside it. */
export function RuleBox({ box, known, wrong, change, deep = 1, added = '', remove }: Shown) {
  const say = useWords(words);
  const [fresh, setFresh] = useState(added);
  const edit = (key: string, next: (part: Part) => Part | undefined) => change(withPart(box, key, next));
  const add = (part: Part) => {
    setFresh(isBox(part) ? (part.of[0]?.key ?? '') : part.key);
    change({ ...box, of: [...box.of, part] });
  };
  const takeOut = (key: string) => {
    // A group goes with its last.
    if (box.of.length === 1 && remove !== undefined) return remove();
    edit(key, () => undefined);
    // Whoever works by the keyboard goes on where they were.
    document.getElementById(`add-${box.key}`)?.focus();
  };
  const mistake = wrong.get(box.key);
  return (
    <div className="rule-box" role="group" aria-label={say.group}>
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="sm"
          aria-label={say.kind}
          value={box.kind}
          onChange={(kind) => change({ ...box, kind: kind === 'any' ? 'any' : 'all' })}
          data={[
            { value: 'all', label: say.all },
            { value: 'any', label: say.any },
          ]}
        />
        {remove !== undefined && (
          <Button size="xs" variant="subtle" color="red" onClick={remove}>
            {say.removeGroup}
          </Button>
        )}
      </Group>
      {box.of.map((part, index) =>
        isBox(part) ? (
          <RuleBox
            key={part.key}
            box={part}
            known={known}
            wrong={wrong}
            deep={deep + 1}
            added={fresh}
            change={(next) => edit(part.key, () => next)}
            remove={() => takeOut(part.key)}
          />
        ) : (
          <ConditionRow
            key={part.key}
            row={part}
            number={index + 1}
            known={known}
            wrong={wrong.get(part.key)}
            fresh={fresh === part.key}
            change={(next) => edit(part.key, () => ({ ...part, ...next }))}
            remove={() => takeOut(part.key)}
          />
        ),
      )}
      {mistake !== undefined && (
        <p className="condition-wrong" role="alert">
          {mistake}
        </p>
      )}
      <Group gap="xs">
        <Button id={`add-${box.key}`} size="xs" variant="default" onClick={() => add(newRow())}>
          {say.add}
        </Button>
        {deep < mostDeep && (
          <Button size="xs" variant="default" onClick={() => add(newBox(box.kind === 'all' ? 'any' : 'all'))}>
            {say.addGroup}
          </Button>
        )}
      </Group>
    </div>
  );
}
