import { sql } from 'kysely';
import { pauseFor } from './pause-for.ts';
import { note, type Stage } from './stage.ts';

/**
 * Time, run fast: batches that are due in a second are due now, and the bytes of an uncertain letter are presumed gone as soon as
 * they are (the product waits 300 s for that; nothing here travels nearly as long).
 */
export async function fastClock(stage: Stage): Promise<void> {
  while (stage.phase !== 'over') {
    await pauseFor(15);
    try {
      await sql`
        update batches set due_at = clock_timestamp() where state = 'ready' and due_at > clock_timestamp()
      `.execute(stage.db);
      // Looked at after the rows: a letter that is past its check when its row is read keeps its time.
      const { rows } = await sql<{ campaign_id: string; address_key: Buffer; letter_no: number; attempt: number }>`
        select campaign_id, address_key, letter_no, attempt from deliveries where state = 'uncertain' and wire_until > clock_timestamp()
      `.execute(stage.db);
      const gone = rows.filter((row) => !mayArrive(stage, row));
      await sql`
        update deliveries d set wire_until = clock_timestamp()
        from unnest(
          ${gone.map((row) => row.campaign_id)}::bigint[], ${gone.map((row) => row.address_key)}::bytea[],
          ${gone.map((row) => row.letter_no)}::integer[], ${gone.map((row) => row.attempt)}::smallint[]
        ) g(campaign_id, address_key, letter_no, attempt)
        where d.campaign_id = g.campaign_id and d.address_key = g.address_key and d.letter_no = g.letter_no
          and d.attempt = g.attempt and d.state = 'uncertain'
      `.execute(stage.db);
    } catch (error) {
      note(stage, error);
    }
  }
}

function mayArrive(
  { onTheWay }: Stage,
  row: { campaign_id: string; address_key: Buffer; letter_no: number; attempt: number },
): boolean {
  const passage = `${row.campaign_id}/${row.address_key.toString('hex')}/${row.letter_no}/${row.attempt}`;
  return onTheWay.has(passage) && onTheWay.get(passage)?.state !== 'dead';
}
