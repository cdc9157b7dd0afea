import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';

const published = z.object({ DATABASE_URL: z.string() });

/** Does something on a connection of its own to a trial's database, which may just have died. */
export async function inDatabase<Result>(stateDir: string, act: (client: Client) => Promise<Result>): Promise<Result> {
  const { DATABASE_URL } = published.parse(JSON.parse(readFileSync(path.join(stateDir, 'environment.json'), 'utf8')));
  const client = new Client({ connectionString: DATABASE_URL });
  client.on('error', () => {});
  try {
    await client.connect();
    return await act(client);
  } finally {
    await client.end().catch(() => {});
  }
}
