import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';

/** Draws a line under what receivers have answered to a campaign so far: it is judged by what they answer from now on. */
export async function markAnswers(tx: Db, campaignId: string): Promise<void> {
  await sql`
    insert into brake_marks as m (campaign_id, lane, answered, invalid, complaints)
    select campaign_id, lane, answered, invalid, complaints from answers_by_lane where campaign_id = ${campaignId}
    on conflict (campaign_id, lane) do update
    set answered = m.answered + excluded.answered, invalid = m.invalid + excluded.invalid, complaints = m.complaints + excluded.complaints
  `.execute(tx);
}
