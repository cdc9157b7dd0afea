const longestPauseMs = 2_000;

/**
 * Repeats a database verb until it succeeds: what happened on the wire must reach the ledger, however long the database is away.
 * Only for verbs that are harmless to repeat. The process may end meanwhile; its journal and recovery then finish the work.
 */
export async function enduringly<Result>(
  { onTrouble }: { onTrouble: (error: unknown) => void },
  act: () => Promise<Result>,
): Promise<Result> {
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await act();
    } catch (error) {
      onTrouble(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
