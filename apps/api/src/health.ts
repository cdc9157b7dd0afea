import { errorFacts } from '@hikyaku/log';
import { type Request, Router } from 'express';
import { sql } from 'kysely';
import type { Dependencies } from './dependencies.ts';
import type { ApiResponse } from './http/request-log.ts';
import type { Metrics } from './metrics.ts';

/** How the app is: /healthz (this process lives), /readyz (Postgres and Redis answer), /metrics (Prometheus). */
export function health(deps: Dependencies, metrics: Metrics): Router {
  const router = Router();
  router.get('/healthz', (_request: Request, response: ApiResponse) => {
    response.locals.route = '/healthz';
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request: Request, response: ApiResponse) => {
    response.locals.route = '/readyz';
    const [postgres, redis] = await Promise.all([
      answers(sql`select 1`.execute(deps.db), deps),
      answers(deps.pingRedis(), deps),
    ]);
    const ready = postgres && redis;
    if (!ready) response.set('Retry-After', '10');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', postgres, redis });
  });
  router.get('/metrics', async (_request: Request, response: ApiResponse) => {
    response.locals.route = '/metrics';
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

/** Whether a question is answered within 2 s. */
async function answers(question: Promise<unknown>, { log }: Dependencies): Promise<boolean> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('No answer within 2 s.')), 2_000);
  try {
    await Promise.race([question, late.promise]);
    return true;
  } catch (error) {
    log.warn(errorFacts(error), 'not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
