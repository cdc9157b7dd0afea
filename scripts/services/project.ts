import { fileURLToPath } from 'node:url';

/** The repository's top folder, with a trailing slash. */
export const projectRoot: string = fileURLToPath(new URL('../..', import.meta.url));
