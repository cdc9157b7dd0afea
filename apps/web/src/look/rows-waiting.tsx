import { Skeleton } from '@mantine/core';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** Rows that are on their way, in the shape they will have. */
export function RowsWaiting({ rows }: { rows: number }) {
  const say = useWords(words);
  return (
    <div className="sheet" role="status" aria-label={say.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="row">
          <div className="row-main">
            <Skeleton height={15} width={`${55 - (index % 3) * 9}%`} mb={8} />
            <Skeleton height={11} width={`${34 + (index % 3) * 7}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}
