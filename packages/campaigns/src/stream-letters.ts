import type { Db } from '@hikyaku/database';
import type { DeliveryRef } from '@hikyaku/message';
import { sql } from 'kysely';
import { letterId } from './letter-id.ts';

/** What one letter of a stream says, from whom and to whom, as it was rendered when it was handed in. */
export type StreamWords = {
  from: { name: string; email: string };
  replyTo: string | null;
  to: { name?: string; email: string };
  subject: string;
  html: string;
  text: string;
};

/** Reads the words of a stream's letters in one query; the function it returns finds those of one letter. */
export async function streamWords(
  db: Db,
  campaignId: string,
  letters: readonly { ref: DeliveryRef }[],
): Promise<(letter: { ref: DeliveryRef }) => StreamWords | undefined> {
  const { rows } = await sql<{
    address_key: Buffer;
    letter_no: number;
    from_name: string;
    from_email: string;
    reply_to: string | null;
    email: string;
    to_name: string | null;
    subject: string;
    html: string;
    text: string;
  }>`
    select t.address_key, t.letter_no, t.from_name, t.from_email, t.reply_to, t.email, t.to_name, t.subject, t.html, t.text
    from unnest(${letters.map((l) => l.ref.addressKey)}::bytea[], ${letters.map((l) => l.ref.letterNo)}::integer[])
      k(address_key, letter_no)
    join stream_letters t on t.campaign_id = ${campaignId} and t.address_key = k.address_key and t.letter_no = k.letter_no
  `.execute(db);
  const words = new Map(
    rows.map((row) => [
      letterId({ campaignId, addressKey: row.address_key, letterNo: row.letter_no }),
      {
        from: { name: row.from_name, email: row.from_email },
        replyTo: row.reply_to,
        to: { email: row.email, ...(row.to_name === null ? {} : { name: row.to_name }) },
        subject: row.subject,
        html: row.html,
        text: row.text,
      },
    ]),
  );
  return ({ ref }) => words.get(letterId(ref));
}
