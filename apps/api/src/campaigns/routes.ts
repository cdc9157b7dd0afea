import type { Dependencies } from '../dependencies.ts';
import type { Route } from '../http/route.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { departureRoutes } from './departure-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { previewRoutes } from './preview-routes.ts';
import { lifecycleRoutes } from './lifecycle-routes.ts';
import { whyRoutes } from './why-routes.ts';

/** /campaigns: drafts, their way through the world, and every letter's row. */
export function campaignRoutes(deps: Dependencies): Route[] {
  return [
    ...draftRoutes(deps),
    ...lifecycleRoutes(deps),
    ...previewRoutes(deps),
    ...departureRoutes(deps),
    ...deliveryRoutes(deps),
    ...whyRoutes(deps),
  ];
}
