import { describe, expect, it } from '@jest/globals';
import { type Lines, openLinePool } from './line-pool.ts';
import type { Line, Transport } from './transport.ts';

/** Lines that are opened and never written to. */
const transport: Transport = {
  open: async () => ({ usable: true, transmit: () => Promise.reject(new Error('not here')), close: () => {} }),
};

describe('express lines', () => {
  it('go to whoever asks for one before all who waited longer, but for one in ten', async () => {
    const pool = openLinePool(transport, 1);
    const served: string[] = [];
    const wait = async (lines: Lines, name: string) => {
      const line = await lines.acquire();
      served.push(name);
      lines.release(line);
    };
    const only: Line = await pool.acquire();
    const waiting = [
      ...Array.from({ length: 3 }, () => wait(pool, 'ordinary')),
      ...Array.from({ length: 20 }, () => wait(pool.express, 'express')),
    ];
    pool.release(only);
    await Promise.all(waiting);
    const times = (count: number, name: string) => Array.from({ length: count }, () => name);
    expect(served).toEqual([
      ...times(9, 'express'),
      'ordinary',
      ...times(9, 'express'),
      'ordinary',
      ...times(2, 'express'),
      'ordinary',
    ]);
    pool.close();
  });
});
