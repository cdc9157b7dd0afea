import { type Delivery, listDeliveries } from '@hikyaku/campaigns';
import type { Db } from '@hikyaku/database';
import type { DeliveryState } from '@hikyaku/ledger';

const pageRows = 1_000;

/** The letters of a campaign as CSV, in pieces, in the order of its keys; safe to open in a spreadsheet. */
export async function* deliveriesCsv(
  db: Db,
  workspaceId: string,
  campaignId: string,
  which: { state?: DeliveryState | undefined },
): AsyncGenerator<string> {
  yield 'email,state,reason,reply,attempts,firstAttemptAt,settledAt\r\n';
  const state = which.state === undefined ? {} : { state: which.state };
  for (let page: { limit: number; after?: Delivery['ref'] } = { limit: pageRows }; ; ) {
    const rows = await listDeliveries(db, workspaceId, campaignId, { ...state, ...page });
    if (rows.length > 0) yield rows.map(line).join('');
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    page = { limit: pageRows, after: last.ref };
  }
}

function line(row: Delivery): string {
  const times = [row.firstAttemptAt, row.settledAt].map((at) => at?.toISOString() ?? '');
  const cells = [row.email ?? '', row.state, row.reason ?? '', row.reply ?? '', String(row.attempts), ...times];
  return `${cells.map(cell).join(',')}\r\n`;
}

/** One value. What a spreadsheet would run as a formula gets an apostrophe in front, also behind white space or full-width signs. */
function cell(value: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
