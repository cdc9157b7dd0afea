import type { Db } from '@hikyaku/database';

/** At most `most` (1 to 1,000) newsletters in `days` (1 to 366) to anybody, from the next question at the gate on; null for no limit. */
export async function limitLetters(
  db: Db,
  workspaceId: string,
  limit: { most: number; days: number } | null,
): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ most_letters: limit?.most ?? null, most_letters_days: limit?.days ?? null })
    .where('id', '=', workspaceId)
    .execute();
}
