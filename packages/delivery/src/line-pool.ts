import type { Line, Transport } from './transport.ts';
import { openWaitingRoom } from './waiting-room.ts';
import type { Destination, WayOut } from './way-out.ts';

/** What a site is given at most: lines at a time, idle ones included, and letters over one line. */
export type LineLimits = { lines: number; letters: number };

/** Where lines are taken and put back. */
export type Lines = {
  /**
   * A usable line for letters to this domain, of this caller alone until it is put back; at once where one is idle. Waits while its site,
   * or everything, has as many in use as it may; throws LineUnavailableError.
   */
  acquire(domain: string, limits?: LineLimits): Line | Promise<Line>;
  release(line: Line): void;
};

/** Lines to the next servers, kept open between letters and between ticks, never more than `most` at once over all sites. */
export type LinePool = Lines & {
  readonly most: number;
  /** The site whose lines letters to a domain are carried on. */
  siteOf(domain: string): string | Promise<string>;
  /** The same lines for whoever goes before the others that wait; of ten lines, one goes to those others all the same. */
  readonly express: Lines;
  /** Closes idle lines and every line that is put back from now on. */
  close(): void;
};

const idleMs = 30_000;

/** The lines of one site; the last idle one was used last. */
type SiteLines = { inUse: number; idle: Idle[] };
type Place = { site: string; lines: string; limits: LineLimits; carried: number };
type Idle = { line: Line; place: Place; timer: NodeJS.Timeout };

/**
 * Opens a pool over the ways out. An idle line is closed after 30 s, before most servers would, and earlier when its place is needed.
 * `usual` holds for whoever names no limits.
 */
export function openLinePool(
  wayOut: WayOut,
  most: number,
  usual: LineLimits = { lines: most, letters: Number.POSITIVE_INFINITY },
): LinePool {
  const sites = new Map<string, SiteLines>();
  const idle = new Set<Idle>();
  const taken = new Map<Line, Place>();
  const waitingRoom = openWaitingRoom(hasRoom);
  let inUse = 0;
  let closed = false;

  function siteOf({ site }: Place): SiteLines {
    const known = sites.get(site);
    if (known !== undefined) return known;
    const fresh: SiteLines = { inUse: 0, idle: [] };
    sites.set(site, fresh);
    return fresh;
  }

  function hasRoom(place: Place): boolean {
    return inUse < most && (sites.get(place.site)?.inUse ?? 0) < place.limits.lines;
  }

  function count(place: Place): void {
    inUse += 1;
    siteOf(place).inUse += 1;
  }

  function uncount(place: Place): void {
    inUse -= 1;
    siteOf(place).inUse -= 1;
    forgetUnused(place);
    const entered = waitingRoom.letIn();
    if (entered !== undefined) count(entered);
  }

  function forgetUnused(place: Place): void {
    const site = siteOf(place);
    if (site.inUse === 0 && site.idle.length === 0) sites.delete(place.site);
  }

  function takeOut(entry: Idle): void {
    clearTimeout(entry.timer);
    idle.delete(entry);
    const site = siteOf(entry.place);
    site.idle.splice(site.idle.lastIndexOf(entry), 1);
  }

  function retire(entry: Idle): void {
    takeOut(entry);
    forgetUnused(entry.place);
    entry.line.close();
  }

  function takeIdle(place: Place): Idle | undefined {
    const site = siteOf(place);
    for (let index = site.idle.length - 1; index >= 0; index--) {
      const entry = site.idle[index];
      if (entry === undefined || entry.place.lines !== place.lines) continue;
      takeOut(entry);
      if (entry.line.usable) return entry;
    }
    return undefined;
  }

  /** Idle lines make room for one that is to be opened: those of the site first, then those that were used the longest ago. */
  function makeRoom(place: Place): void {
    const site = siteOf(place);
    for (const entry of site.idle.slice(0, Math.max(0, site.inUse + site.idle.length - place.limits.lines))) {
      retire(entry);
    }
    for (const entry of idle) {
      if (inUse + idle.size <= most) return;
      retire(entry);
    }
  }

  function acquire(domain: string, limits: LineLimits, goesFirst: boolean): Line | Promise<Line> {
    const destination = wayOut.to(domain);
    if (destination instanceof Promise) return destination.then((to) => acquireTo(to, limits, goesFirst));
    return acquireTo(destination, limits, goesFirst);
  }

  function acquireTo(to: Destination, limits: LineLimits, goesFirst: boolean): Line | Promise<Line> {
    const { site, lines, transport } = to;
    const place: Place = { site, lines, limits, carried: 0 };
    if (hasRoom(place)) {
      count(place);
      return idleLine(place) ?? openLine(place, transport);
    }
    // Whoever puts a line back lets the next one in.
    return waitingRoom.wait(place, goesFirst).then(() => idleLine(place) ?? openLine(place, transport));
  }

  function idleLine(place: Place): Line | undefined {
    const found = takeIdle(place);
    if (found === undefined) return undefined;
    place.carried = found.place.carried + 1;
    taken.set(found.line, place);
    return found.line;
  }

  async function openLine(place: Place, transport: Transport): Promise<Line> {
    try {
      makeRoom(place);
      const line = await transport.open();
      place.carried = 1;
      taken.set(line, place);
      return line;
    } catch (error) {
      uncount(place);
      throw error;
    }
  }

  function release(line: Line): void {
    const place = taken.get(line);
    if (place === undefined) throw new Error('This line was not taken from here.');
    taken.delete(line);
    const site = siteOf(place);
    const isWanted = place.carried < place.limits.letters && site.inUse + site.idle.length <= place.limits.lines;
    if (line.usable && !closed && isWanted) {
      const entry: Idle = { line, place, timer: setTimeout(() => retire(entry), idleMs).unref() };
      idle.add(entry);
      site.idle.push(entry);
    } else if (line.usable) line.close();
    uncount(place);
  }

  return {
    most,
    siteOf(domain) {
      const destination = wayOut.to(domain);
      return destination instanceof Promise ? destination.then(({ site }) => site) : destination.site;
    },
    acquire: (domain, limits = usual) => acquire(domain, limits, false),
    release,
    express: { acquire: (domain, limits = usual) => acquire(domain, limits, true), release },
    close() {
      closed = true;
      for (const entry of idle) retire(entry);
    },
  };
}
