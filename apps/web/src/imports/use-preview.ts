import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { beginningOf, type ChosenFile } from './chosen-file.ts';

/**
 * How a chosen file is read, as the API reads it, by the beginning alone; asked again when somebody corrects the columns. What they chose
 * stands at once, what it does to the lines a moment later.
 */
export function usePreview(chosen: ChosenFile | undefined) {
  const [corrected, setCorrected] = useState<{ of: ChosenFile; uses: readonly string[] }>();
  const uses = corrected?.of === chosen ? corrected?.uses : undefined;
  const [settled] = useDebouncedValue(uses, 300);
  const { file, as } = chosen ?? {};
  const preview = useQuery({
    queryKey: ['preview', file?.name, file?.size, file?.lastModified, as, settled],
    queryFn: () => {
      if (chosen === undefined) throw new Error('No file is chosen.');
      const { body, whole } = beginningOf(chosen);
      const columns = settled === undefined ? {} : { columns: JSON.stringify(settled) };
      return call('POST /imports/preview', { query: { whole, ...columns }, body });
    },
    enabled: chosen !== undefined,
    ...(settled === undefined ? {} : { placeholderData: keepPreviousData }),
  });
  return {
    preview,
    uses: uses ?? preview.data?.columns.map(({ use }) => use) ?? [],
    correct: (next: readonly string[]) => chosen && setCorrected({ of: chosen, uses: next }),
  };
}
