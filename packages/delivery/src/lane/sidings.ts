import type { Due, OpenBatch, SiteLetter } from './due-work.ts';
import type { Site, Sites } from './sites.ts';

/** What letters are kept aside with. */
export type Siding = {
  source: AsyncGenerator<Due, undefined>;
  sites: Sites;
  /** The site that a domain's letters go to; a look-up may take its time. */
  siteOf: (domain: string) => string | Promise<string>;
  /** Whether its letters go before those of other sidings at the same site. */
  goesFirst: boolean;
  goingOn: () => boolean;
  /** Gives a letter back to its batch, which is taken again after so long, or soon. */
  putBack: (open: OpenBatch, afterMs?: number) => void;
};

/** Letters kept aside in memory, of one site: fewer, once many stand aside in all. They are rows as they were read, not composed. */
const mostOfASite = 500;
const many = 5_000;
const fewOfASite = 20;
const mostOfAll = 20_000;
const fullAgainAfterMs = 10_000;
/** A site that is suspended is looked at again by then. */
const longestAgainMs = 5 * 60_000;
/** How often sites are looked at whose time has come by itself. */
const beatMs = 100;

/**
 * Letters in the order in which their sites let them go: one that its site has no room for stands aside, and the next one passes. Of a site
 * that is suspended, or for which very many stand aside, letters go back to their batches. It ends when nothing stands aside and nothing comes.
 */
export async function* sidings(siding: Siding): AsyncGenerator<Due, undefined> {
  const { source, sites, siteOf, goesFirst, goingOn, putBack } = siding;
  const aside = new Map<string, Due[]>();
  const lookedUp = new Set<Due>();
  const candidates = new Set<string>();
  let parked = 0;
  let isOver = false;
  let woken = Promise.withResolvers<void>();
  const wake = () => {
    woken.resolve();
    woken = Promise.withResolvers();
  };

  let pulled: Promise<void> | undefined;
  let next: IteratorResult<Due> | undefined;
  let failure: { error: unknown } | undefined;
  async function pull(): Promise<void> {
    try {
      next = await source.next();
    } catch (error) {
      failure = { error };
    }
    wake();
  }

  function arrive(due: Due): void {
    const domain = due.letter.email.slice(due.letter.email.lastIndexOf('@') + 1).toLowerCase();
    parked += 1;
    const site = siteOf(domain);
    if (typeof site === 'string') return stand(site, due);
    lookedUp.add(due);
    const found = (name: string) => {
      // Given back already, if it is not there any more.
      if (lookedUp.delete(due)) stand(name, due);
      wake();
    };
    site.then(found, () => found(domain));
  }

  function stand(name: string, due: Due): void {
    const site = sites.of(name);
    const standing = aside.get(name) ?? [];
    if (standing.length >= (parked < many ? mostOfASite : fewOfASite)) return leave(due, fullAgainAfterMs);
    standing.push(due);
    aside.set(name, standing);
    if (goesFirst) site.express += 1;
    candidates.add(name);
  }

  function leave(due: Due, afterMs?: number): void {
    parked -= 1;
    putBack(due.open, afterMs);
  }

  /** The next letter whose site lets it go. */
  function start(): Due | undefined {
    for (const name of candidates) {
      candidates.delete(name);
      const standing = aside.get(name) ?? [];
      const site = sites.of(name);
      if (!goesFirst && site.express > 0) continue;
      const waitMs = site.waitMs();
      if (site.suspended) clear(name, site, Math.min(longestAgainMs, waitMs));
      if (waitMs > 0) continue;
      const due = take(name, standing, site);
      if (due === undefined) continue;
      if (standing.length > 0) candidates.add(name);
      return { ...due, site: carriedTo(name, site) };
    }
    return undefined;
  }

  function take(name: string, standing: Due[], site: Site): Due | undefined {
    const due = standing.shift();
    if (standing.length === 0) aside.delete(name);
    if (due === undefined) return undefined;
    parked -= 1;
    if (goesFirst) site.express -= 1;
    return due;
  }

  function clear(name: string, site: Site, afterMs?: number): void {
    const standing = aside.get(name) ?? [];
    aside.delete(name);
    if (goesFirst) site.express -= standing.length;
    for (const due of standing) leave(due, afterMs);
  }

  function carriedTo(name: string, site: Site): SiteLetter {
    const ended = site.begin();
    return {
      limits: () => site.limits(),
      ended(feedback) {
        ended(feedback);
        if (!aside.has(name)) return;
        candidates.add(name);
        wake();
      },
    };
  }

  const beat = setInterval(() => {
    for (const name of aside.keys()) candidates.add(name);
    wake();
  }, beatMs).unref();
  try {
    while (goingOn()) {
      const due = start();
      if (due !== undefined) {
        yield due;
        continue;
      }
      if (failure !== undefined) throw failure.error;
      if (next !== undefined) {
        if (next.done === true) isOver = true;
        else arrive(next.value);
        pulled = undefined;
        next = undefined;
        continue;
      }
      if (isOver && parked === 0) return;
      if (!isOver && parked < mostOfAll) pulled ??= pull();
      await woken.promise;
    }
  } finally {
    clearInterval(beat);
    for (const due of lookedUp) leave(due);
    lookedUp.clear();
    for (const name of aside.keys()) clear(name, sites.of(name));
    await pulled;
    if (next !== undefined && next.done !== true) putBack(next.value.open);
    await source.return(undefined);
  }
}
