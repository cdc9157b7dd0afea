import { apiKeyRoutes } from './api-keys/routes.ts';
import { audienceRoutes } from './audiences/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { findContactsRoute } from './contacts/find-route.ts';
import { contactRoutes } from './contacts/routes.ts';
import { contactStoryRoutes } from './contacts/story-routes.ts';
import type { Dependencies } from './dependencies.ts';
import { domainRoutes } from './domains/routes.ts';
import type { Route } from './http/route.ts';
import { imageRoutes } from './images/routes.ts';
import { importPreviewRoute } from './imports/preview-route.ts';
import { importRoutes } from './imports/routes.ts';
import { laneRoutes } from './lanes/routes.ts';
import { listRoutes } from './lists/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { segmentRoutes } from './segments/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { suppressionImportRoutes } from './suppressions/import-routes.ts';
import { heldRoutes } from './suppressions/held-routes.ts';
import { suppressionRoutes } from './suppressions/routes.ts';
import { compileRoutes } from './templates/compile-routes.ts';
import { ownTemplateRoutes } from './templates/own-routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { userRoutes } from './users/routes.ts';
import { workspaceRoutes } from './workspace/routes.ts';

/** Every route of the API, in the order of its document. */
export function apiRoutes(deps: Dependencies): Route[] {
  return [
    ...overviewRoutes(deps),
    ...listRoutes(deps),
    findContactsRoute(deps),
    ...contactRoutes(deps),
    ...contactStoryRoutes(deps),
    importPreviewRoute(deps),
    ...importRoutes(deps),
    // Before the routes whose last segment is an id.
    ...suppressionImportRoutes(deps),
    ...heldRoutes(deps),
    ...suppressionRoutes(deps),
    ...segmentRoutes(deps),
    ...audienceRoutes(deps),
    ...compileRoutes(deps),
    ...ownTemplateRoutes(deps),
    ...templateRoutes(),
    ...imageRoutes(deps),
    ...campaignRoutes(deps),
    ...messageRoutes(deps),
    ...laneRoutes(deps),
    ...sessionRoutes(deps),
    ...userRoutes(deps),
    ...workspaceRoutes(deps),
    ...domainRoutes(deps),
    ...apiKeyRoutes(deps),
  ];
}
