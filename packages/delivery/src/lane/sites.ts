import type { LineLimits } from '../line-pool.ts';
import type { Feedback } from '../pace/feedback.ts';
import { openGovernor } from '../pace/governor.ts';
import type { PaceEvent } from '../pace/pace-event.ts';
import type { Limits } from '../shaping/shaping.ts';
import type { Trigger } from '../shaping/trigger.ts';

/** One receiving site among the many of a lane, with a patience of its own. */
export type Site = {
  /** What its lines are held to at the moment. */
  limits(): LineLimits;
  /** How long its next letter has to wait: 0, it may start; infinite, until one that is under way has ended. */
  waitMs(): number;
  /** Whether nothing may leave for it; as it was when last asked. */
  readonly suspended: boolean;
  /** Starts a letter; whoever carries it says once what became of it. */
  begin(): (feedback: Feedback) => void;
  /** How many letters that go before others wait for it. */
  express: number;
};

/** The sites that a slot has met, by name. */
export type Sites = {
  of(name: string): Site;
  /** Other limits of each site, from now on. */
  limit(limits: Limits): void;
};

/** What they are opened with. `tell` learns what is done to a site, in the words of its slot's log. */
export type SitesParts = {
  lane: string;
  limits: Limits;
  triggers: () => readonly Trigger[];
  nowMs: () => number;
  tell: (event: PaceEvent, nowMs: number) => void;
};

/** Some kilobytes each. */
const mostSites = 5_000;

/** Opens a slot's sites. Those that were not asked for the longest are forgotten, unless letters are under way to them. */
export function openSites(parts: SitesParts): Sites {
  const sites = new Map<string, Kept>();
  let { limits } = parts;

  function forget(): void {
    for (const [name, site] of sites) {
      if (sites.size <= mostSites) return;
      if (site.isIdle()) sites.delete(name);
    }
  }

  return {
    of(name) {
      const known = sites.get(name) ?? openSite(name, { ...parts, limits });
      sites.delete(name);
      sites.set(name, known);
      if (sites.size > mostSites) forget();
      return known;
    },
    limit(other) {
      limits = other;
      for (const site of sites.values()) site.limit(other);
    },
  };
}

type Kept = Site & { isIdle(): boolean; limit(limits: Limits): void };

function openSite(name: string, { lane, limits, triggers, nowMs, tell }: SitesParts): Kept {
  let underWay = 0;
  const governor = openGovernor({
    lane,
    limits,
    start: limits.connections,
    share: 1,
    triggers,
    tell(event, atMs) {
      // Of a stranger only what holds its letters up is worth a line among those of all others.
      if (event.kind !== 'suspended' && event.kind !== 'limited') return;
      const { untilMs, reason } = event;
      const what = event.kind === 'suspended' ? 'nothing' : event.what;
      tell({ kind: 'limited', untilMs, what: `${what} to ${inShort(name)}`, reason }, atMs);
    },
  });
  const site: Kept = {
    express: 0,
    limits: () => ({ lines: governor.bounds.connections, letters: governor.bounds.letters }),
    waitMs: () => governor.waitMs(nowMs()),
    get suspended() {
      return governor.suspended;
    },
    begin() {
      underWay += 1;
      const cohort = governor.begin(nowMs());
      return (feedback) => {
        underWay -= 1;
        governor.ended(cohort, feedback, nowMs());
      };
    },
    isIdle: () => underWay === 0 && site.express === 0,
    limit: (other) => governor.limit(other),
  };
  return site;
}

function inShort(name: string): string {
  const [host = '', ...others] = name.split(' ');
  return others.length === 0 ? host : `${host} and ${others.length} more`;
}
