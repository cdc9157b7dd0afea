export type { Dependencies } from './dependencies.ts';
export { openImports } from './imports/background.ts';
export { createServer } from './server.ts';
