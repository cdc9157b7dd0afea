import type { Db } from '@hikyaku/database';
import { listRushes, openJournals } from '@hikyaku/suppression';
import { sql } from 'kysely';
import { Gauge, Histogram, Registry } from 'prom-client';

/** One answered request; `route` is a pattern, never an address. */
export type AnsweredRequest = { method: string; route: string; status: number; tookMs: number };

/** What /metrics tells: requests as they were answered, and the queues and senders as they are at that moment. */
export type Metrics = { registry: Registry; answered(request: AnsweredRequest): void };

/** Opens the metrics of one server, on a registry of its own unless it is given one. */
export function openMetrics(db: Db, registry: Registry = new Registry()): Metrics {
  const requests = new Histogram({
    name: 'hikyaku_http_request_seconds',
    help: 'Time to answer requests.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 5, 10],
    registers: [registry],
  });
  registry.registerMetric(gauge('hikyaku_batches', 'Open batches.', 'state', () => openBatches(db)));
  registry.registerMetric(gauge('hikyaku_campaigns', 'Campaigns under way.', 'status', () => livingCampaigns(db)));
  registry.registerMetric(gauge('hikyaku_senders', 'Senders seen within a minute.', 'state', () => livingSenders(db)));
  registry.registerMetric(
    gauge('hikyaku_sender_loop_delay_ms', 'How late event loops of senders were, 99th percentile.', 'sender', () =>
      loopDelays(db),
    ),
  );
  registry.registerMetric(
    gauge('hikyaku_opt_out_journals', 'Open opt-out journals; all but vouched hold newsletters back.', 'state', () =>
      journals(db),
    ),
  );
  registry.registerMetric(
    gauge('hikyaku_rushes', 'Times at which many people left at once, within a week.', 'state', () => rushes(db)),
  );
  return {
    registry,
    answered: ({ method, route, status, tookMs }) => requests.observe({ method, route, status }, tookMs / 1000),
  };
}

type Count = { label: string; count: number };

/** A gauge that asks the database when it is read; where the database does not answer it has no value. */
function gauge(name: string, help: string, label: string, read: () => Promise<readonly Count[]>): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [],
    async collect() {
      this.reset();
      const counts = await read().catch(() => []);
      for (const { label: value, count } of counts) this.set({ [label]: value }, count);
    },
  });
}

async function openBatches(db: Db): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select state as label, count(*)::integer as count from batches where state <> 'closed' group by state
  `.execute(db);
  return rows;
}

async function livingCampaigns(db: Db): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select status as label, count(*)::integer as count from campaigns
    where status not in ('draft', 'finished', 'cancelled') and kind = 'campaign' group by status
  `.execute(db);
  return rows;
}

async function journals(db: Db): Promise<Count[]> {
  const open = await openJournals(db);
  const states = ['vouched', 'replaying', 'silent', 'unreadable'] as const;
  return states.map((state) => ({ label: state, count: open.filter((journal) => journal.state === state).length }));
}

async function rushes(db: Db): Promise<Count[]> {
  const found = await listRushes(db, { workspaceId: null });
  const lately = Date.now() - 10 * 60_000;
  const goingOn = found.filter(({ until }) => until.getTime() > lately).length;
  return [
    { label: 'going-on', count: goingOn },
    { label: 'over', count: found.length - goingOn },
  ];
}

async function loopDelays(db: Db): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select id::text as label, loop_delay_ms as count from senders
    where fenced_at is null and seen_at > clock_timestamp() - interval '1 minute' and loop_delay_ms is not null
  `.execute(db);
  return rows;
}

async function livingSenders(db: Db): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select 'alive' as label, count(*)::integer as count from senders
    where fenced_at is null and seen_at > clock_timestamp() - interval '1 minute'
  `.execute(db);
  return rows;
}
