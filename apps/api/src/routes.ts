import { audienceRoutes } from './audiences/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import type { Dependencies } from './dependencies.ts';
import type { Route } from './http/route.ts';
import { importRoutes } from './imports/routes.ts';
import { laneRoutes } from './lanes/routes.ts';
import { listRoutes } from './lists/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { suppressionImportRoutes } from './suppressions/import-routes.ts';
import { heldRoutes } from './suppressions/held-routes.ts';
import { suppressionRoutes } from './suppressions/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { workspaceRoutes } from './workspace/routes.ts';

/** Every route of the API, in the order of its document. */
export function apiRoutes(deps: Dependencies): Route[] {
  return [
    ...listRoutes(deps),
    ...contactRoutes(deps),
    ...importRoutes(deps),
    // Before the routes whose last segment is an id.
    ...suppressionImportRoutes(deps),
    ...heldRoutes(deps),
    ...suppressionRoutes(deps),
    ...audienceRoutes(deps),
    ...templateRoutes(),
    ...campaignRoutes(deps),
    ...messageRoutes(deps),
    ...laneRoutes(deps),
    ...sessionRoutes(deps),
    ...workspaceRoutes(deps),
  ];
}
