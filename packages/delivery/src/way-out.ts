import type { Transport } from './transport.ts';

/**
 * Where a letter goes next. Letters with the same `lines` travel on the same lines, opened by the transport; all lines of a `site` are one
 * receiver's patience and are counted together.
 */
export type Destination = { site: string; lines: string; transport: Transport };

/** The ways letters leave, by the domain they are for (lower-case A-labels). It never throws: what is wrong with a domain is its transport's to say. */
export interface WayOut {
  to(domain: string): Destination | Promise<Destination>;
}

/** All letters go to one server: a relay. */
export function relayed(transport: Transport): WayOut {
  const relay: Destination = { site: 'relay', lines: 'relay', transport };
  return { to: () => relay };
}
