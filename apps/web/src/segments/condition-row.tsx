import { ActionIcon, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { asks, fates, type Row, standings, subjects, valueKind } from './condition-draft.ts';
import { words } from './condition-words.ts';
import type { Known } from './use-known.ts';

type Shown = {
  row: Row;
  number: number;
  known: Known;
  wrong: string | undefined;
  fresh: boolean;
  change: (row: Partial<Row>) => void;
  remove: () => void;
};

/** One condition: what it is about, and what is asked of it. Each question stands in a field of its own, with its name. */
export function ConditionRow({ row, number, known, wrong, fresh, change, remove }: Shown) {
  const say = useWords(words);
  return (
    <div className="condition" role="group" aria-label={say.condition(number)}>
      <div className="condition-parts">
        <NativeSelect
          label={say.about}
          autoFocus={fresh}
          value={row.about}
          data={subjects.map((value) => ({ value, label: say.subjects[value] }))}
          onChange={({ currentTarget: { value } }) =>
            change({ about: subjects.find((one) => one === value) ?? 'field' })
          }
        />
        {row.about === 'field' && <FieldParts row={row} change={change} />}
        {row.about === 'list' && <ListParts row={row} known={known} change={change} />}
        {row.about === 'joined' && <JoinedParts row={row} known={known} change={change} />}
        {row.about === 'letter' && <CampaignChoice row={row} known={known} change={change} />}
        <ActionIcon variant="default" size={36} aria-label={say.remove(number)} onClick={remove}>
          <span aria-hidden="true">×</span>
        </ActionIcon>
      </div>
      {row.about === 'letter' && <Letters row={row} change={change} />}
      {wrong !== undefined && (
        <p className="condition-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

type Parts = Pick<Shown, 'row' | 'change'>;

/** Names that the workspace's people have are offered from a list beside the builder (`fields`). */
function FieldParts({ row, change }: Parts) {
  const say = useWords(words);
  return (
    <>
      <TextInput
        label={say.field}
        list="fields"
        maxLength={100}
        value={row.field}
        onChange={({ currentTarget: { value } }) => change({ field: value })}
      />
      <NativeSelect
        label={say.ask}
        value={row.ask}
        data={asks.map((value) => ({ value, label: say.asks[value] }))}
        onChange={({ currentTarget: { value } }) => change({ ask: asks.find((one) => one === value) ?? 'equal' })}
      />
      <ValuePart kind={valueKind(row.ask)} row={row} change={change} />
    </>
  );
}

function ValuePart({ kind, row, change }: Parts & { kind: ReturnType<typeof valueKind> }) {
  const say = useWords(words);
  if (kind === 'none') return null;
  return (
    <TextInput
      label={kind === 'day' ? say.day : kind === 'days' ? say.days : say.value}
      type={kind === 'day' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : kind === 'days' ? 'numeric' : undefined}
      maxLength={500}
      value={row.value}
      onChange={({ currentTarget: { value } }) => change({ value })}
    />
  );
}

function ListChoice({ row, known, change }: Parts & { known: Known }) {
  const say = useWords(words);
  return (
    <NativeSelect
      label={say.list}
      value={row.list}
      data={[{ value: '', label: say.anyList }, ...known.lists.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={({ currentTarget: { value } }) => change({ list: value })}
    />
  );
}

function ListParts({ row, known, change }: Parts & { known: Known }) {
  const say = useWords(words);
  return (
    <>
      <ListChoice row={row} known={known} change={change} />
      <NativeSelect
        label={say.standing}
        value={row.standing}
        data={standings.map((value) => ({ value, label: say.standings[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ standing: standings.find((one) => one === value) ?? 'active' })
        }
      />
    </>
  );
}

const joineds = ['within', 'before', 'after'] as const;

function JoinedParts({ row, known, change }: Parts & { known: Known }) {
  const say = useWords(words);
  return (
    <>
      <ListChoice row={row} known={known} change={change} />
      <NativeSelect
        label={say.joined}
        value={row.joined}
        data={joineds.map((value) => ({ value, label: say.joineds[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ joined: joineds.find((one) => one === value) ?? 'within' })
        }
      />
      <ValuePart kind={row.joined === 'within' ? 'days' : 'day'} row={row} change={change} />
    </>
  );
}

function CampaignChoice({ row, known, change }: Parts & { known: Known }) {
  const say = useWords(words);
  return (
    <NativeSelect
      label={say.campaign}
      value={row.campaign}
      data={[
        { value: '', label: say.chooseCampaign },
        ...known.campaigns.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget: { value } }) => change({ campaign: value })}
    />
  );
}

function Letters({ row, change }: Parts) {
  const say = useWords(words);
  const chosen = [...row.letters];
  return (
    <Checkbox.Group
      label={say.letters}
      value={chosen}
      onChange={(values) => change({ letters: fates.filter((fate) => values.includes(fate)) })}
    >
      <div className="condition-fates">
        {fates.map((fate) => (
          <Checkbox key={fate} size="sm" value={fate} label={say.fates[fate]} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
