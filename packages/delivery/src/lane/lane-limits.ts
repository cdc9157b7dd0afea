import type { Db } from '@hikyaku/database';
import { sql } from 'kysely';
import type { Limits } from '../shaping/shaping.ts';

/** What the tables say of a lane's limits, whether an operator said that (`agreed`), and what an operator says of this lane alone. */
export type LaneLimits = { limits: Limits; agreed: boolean; own: Partial<Limits> };

/** The columns of `lanes` (as `l`) that it is read from. */
export const limitColumns = sql`
  l.connections, l.letters_per_connection, l.letters_per_second, l.agreed,
  l.own_connections, l.own_letters_per_connection, l.own_letters_per_second
`;

/** A row of these columns. */
export type LimitRow = {
  connections: number;
  letters_per_connection: number | null;
  letters_per_second: number | null;
  agreed: boolean;
  own_connections: number | null;
  own_letters_per_connection: number | null;
  own_letters_per_second: number | null;
};

/** Reads it from a row. */
export function limitsIn(row: LimitRow): LaneLimits {
  return {
    limits: {
      connections: row.connections,
      lettersPerConnection: row.letters_per_connection ?? undefined,
      lettersPerSecond: row.letters_per_second ?? undefined,
    },
    agreed: row.agreed,
    own: {
      ...(row.own_connections === null ? {} : { connections: row.own_connections }),
      ...(row.own_letters_per_connection === null ? {} : { lettersPerConnection: row.own_letters_per_connection }),
      ...(row.own_letters_per_second === null ? {} : { lettersPerSecond: row.own_letters_per_second }),
    },
  };
}

/** The limits of a lane as they are now. */
export async function readLaneLimits(db: Db, lane: string): Promise<LaneLimits | undefined> {
  const { rows } = await sql<LimitRow>`select ${limitColumns} from lanes l where l.name = ${lane}`.execute(db);
  return rows[0] && limitsIn(rows[0]);
}
