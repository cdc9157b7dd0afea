import { Text, Title } from '@mantine/core';
import type { ImportPreview } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { Notice } from '../look/notice.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { words } from './words.ts';

type Shown = { preview: ImportPreview; uses: readonly string[]; change: (uses: readonly string[]) => void };

/** The first lines under what their columns are read as, which can be corrected; lines that would be rejected say why. */
export function PreviewTable({ preview, uses, change }: Shown) {
  const say = useWords(words);
  const broken = preview.rows.filter(({ problem }) => problem !== null).length;
  const emails = uses.filter((use) => use === 'email').length;
  const headless = preview.columns.every(({ header }) => header === null);
  return (
    <section>
      <Title order={2}>{say.columns}</Title>
      <Text className="quiet" size="sm" mb="sm">
        {headless ? say.noHeader : say.columnsLead}
      </Text>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="table sheet" role="region" aria-label={say.preview} tabIndex={0}>
        <table>
          <caption>{say.preview}</caption>
          <thead>
            <tr>
              <th scope="col">{say.line}</th>
              {preview.columns.map((column, at) => (
                // Columns have no names of their own and never change places.
                <th key={at} scope="col">
                  <span>{say.column(at + 1, column.header ?? '')}</span>
                  <ColumnChoice
                    column={column}
                    number={at + 1}
                    use={uses[at] ?? ''}
                    change={(use) => change(uses.map((one, index) => (index === at ? use : one)))}
                  />
                </th>
              ))}
              {broken > 0 && <th scope="col">{say.problem}</th>}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map(({ line, values, problem }) => (
              <tr key={line} data-broken={problem !== null || undefined}>
                <td className="numbers">{line}</td>
                {preview.columns.map((_, at) => (
                  <td key={at} data-unused={uses[at] === '' || undefined}>
                    {values[at] ?? ''}
                  </td>
                ))}
                {broken > 0 && <td className="why">{problem}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div role="status" className="told">
        {emails === 0 && <Notice tone="bad">{say.noEmail}</Notice>}
        {emails > 1 && <Notice tone="bad">{say.twoEmails}</Notice>}
        {emails === 1 && broken > 0 && <Notice tone="mind">{say.problems(broken)}</Notice>}
        {emails === 1 && broken === 0 && <Notice tone="good">{say.wellRead}</Notice>}
      </div>
    </section>
  );
}
