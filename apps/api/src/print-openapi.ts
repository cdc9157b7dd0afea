// Prints the API's document, from which its client is written. Asks nothing of a database: routes are described before they are served.
import { openDb, openPool } from '@hikyaku/database';
import { nameServers } from '@hikyaku/delivery';
import { openLog } from '@hikyaku/log';
import { parseKeyring } from '@hikyaku/message';
import { openCampaignWatch } from './campaigns/campaign-watch.ts';
import { openImports } from './imports/background.ts';
import { openApiDocument } from './openapi.ts';
import { apiRoutes } from './routes.ts';

const db = openDb(openPool({ url: 'postgres://localhost/nobody', applicationName: 'hikyaku-openapi' }));
const log = openLog('api', 'error');
const pepper = Buffer.alloc(32);
const routes = apiRoutes({
  db,
  log,
  pepper,
  keyring: parseKeyring(`1:${pepper.toString('base64')}`),
  publicUrl: 'http://localhost:3001',
  wake: async () => {},
  remind: async () => {},
  pingRedis: async () => {},
  trustProxy: 0,
  imports: openImports(db, pepper, log),
  watch: openCampaignWatch(db),
  spoolFolder: '/nowhere',
  resolver: nameServers([]),
  mailPaths: { bounceDomain: 'localhost', inboundDomain: undefined, ownHost: undefined },
  consoleFolder: '/nowhere',
});
console.log(JSON.stringify(openApiDocument(routes)));
await db.destroy();
