import type { MailHost } from '../../dns/site.ts';

/** The order in which hosts are tried: by preference, and by lot among equals, so that they share the load (RFC 5321 §5.1). */
export function attemptOrder<Host extends MailHost>(hosts: readonly Host[], random: () => number): Host[] {
  return hosts
    .map((host) => ({ host, lot: random() }))
    .sort((one, other) => one.host.preference - other.host.preference || one.lot - other.lot)
    .map(({ host }) => host);
}

/**
 * The addresses of a host, the families in turn: one that leads nowhere costs one attempt before the other is tried (as RFC 8305 §4
 * orders them). QUIRK: one after another, not in a race: receivers count connections, those that are dropped too.
 */
export function addressOrder(families: readonly (readonly string[])[], random: () => number): string[] {
  const drawn = families.map((addresses) =>
    addresses
      .map((address) => ({ address, lot: random() }))
      .sort((one, other) => one.lot - other.lot)
      .map(({ address }) => address),
  );
  const longest = Math.max(0, ...drawn.map((addresses) => addresses.length));
  return Array.from({ length: longest }, (_, turn) =>
    drawn.flatMap((addresses) => addresses.slice(turn, turn + 1)),
  ).flat();
}
