import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../api/generated/operations.ts';
import { ImagePicker } from '../images/image-picker.tsx';
import { useWords } from '../language/language.tsx';
import { beginFrom } from './begin-from.ts';
import { at, type Blank, blankName, blanksIn, type Path, shapeOf, withBlank } from './blanks.ts';
import type { Change } from './use-draft.ts';
import { words } from './words.ts';

/** The blanks of the draft's template: what it asks for, filled with a sample at first. */
export function BlanksForm({ draft, change }: { draft: Campaign; change: (next: Change) => void }) {
  const say = useWords(words);
  const { template, locale } = draft;
  const begun = useQuery({
    queryKey: ['templates', template, locale],
    queryFn: () => beginFrom(template ?? '', locale),
    enabled: template !== null,
    staleTime: 60_000,
  });
  return (
    <BlanksFields
      title={say.fillIn}
      lead={say.fields}
      data={draft.data}
      shape={shapeOf(begun.data?.data ?? draft.data, begun.data?.asks ?? [])}
      write={(data) => change({ data: { ...data } })}
    />
  );
}

type Data = Readonly<Record<string, unknown>>;
type Fields = { title: string; lead: string; data: Data; shape: unknown; write: (data: Data) => void };

/** A field for each text of some data, and for each list a way to more items, fewer, and another order. */
export function BlanksFields({ title, lead, data, shape, write }: Fields) {
  const put = (path: Path, value: unknown) => {
    const next = withBlank(data, path, value);
    if (typeof next === 'object' && next !== null) write({ ...next });
  };
  return (
    <section>
      <Title order={3} size="h5">
        {title}
      </Title>
      <Text className="quiet" size="sm" mb="sm">
        {lead}
      </Text>
      <Blanks blanks={blanksIn(data, shape)} data={data} put={put} />
    </section>
  );
}

type Put = (path: Path, value: unknown) => void;

function Blanks({ blanks, data, put }: { blanks: readonly Blank[]; data: Data; put: Put }) {
  return (
    <Stack gap="sm">
      {blanks.map((blank) =>
        blank.kind === 'text' ? (
          <TextBlank key={blank.path.join('.')} blank={blank} put={put} />
        ) : (
          <ListBlank key={blank.path.join('.')} blank={blank} data={data} put={put} />
        ),
      )}
    </Stack>
  );
}

function TextBlank({ blank: { path, value }, put }: { blank: Blank & { kind: 'text' }; put: Put }) {
  const say = useWords(words);
  const label = blankName(path, say.blanks);
  const isPicture = /(?:^|_)(?:image|logo)_url$/.test(String(path.at(-1)));
  return (
    <div className="line-field">
      {isPicture && (
        <div className="line-tools">
          <ImagePicker what={label} choose={({ url }) => put(path, url)} />
        </div>
      )}
      <Textarea
        label={label}
        autosize
        minRows={1}
        maxRows={8}
        value={value}
        onChange={({ currentTarget }) => put(path, currentTarget.value)}
      />
    </div>
  );
}

function ListBlank({ blank, data, put }: { blank: Blank & { kind: 'list' }; data: Data; put: Put }) {
  const say = useWords(words);
  const { path, items, another } = blank;
  const name = blankName(path, say.blanks);
  const found = at(data, path);
  const list: readonly unknown[] = Array.isArray(found) ? found : [];
  const swap = (index: number) => list.with(index, list[index - 1]).with(index - 1, list[index]);
  return (
    <fieldset className="blank-list">
      <legend>{name}</legend>
      {items.map((inside, index) => {
        const item = blankName([...path, index], say.blanks);
        return (
          <div key={index} className="blank-item">
            <Group justify="space-between" gap={4}>
              <Text size="sm" fw={600}>
                {item}
              </Text>
              <Group gap={2}>
                {index > 0 && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    aria-label={say.moveUpNamed(item)}
                    onClick={() => put(path, swap(index))}
                  >
                    {say.moveUp}
                  </Button>
                )}
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={say.takeOutNamed(item)}
                  onClick={() => put(path, list.toSpliced(index, 1))}
                >
                  {say.takeOut}
                </Button>
              </Group>
            </Group>
            <Blanks blanks={inside} data={data} put={put} />
          </div>
        );
      })}
      <Button size="xs" variant="default" onClick={() => put(path, [...list, another])}>
        {say.addTo(name)}
      </Button>
    </fieldset>
  );
}
