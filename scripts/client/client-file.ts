import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { clientTypes } from './write-client.ts';

/** Where the types of the API's client stand, and what they should say as the routes are now. */
export async function clientFile(projectRoot: string): Promise<{ file: string; wanted: string; found: string }> {
  const print = path.join(projectRoot, 'apps/api/src/print-openapi.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [print], { maxBuffer: 16 * 1024 * 1024 });
  const file = path.join(projectRoot, 'apps/web/src/api/generated/operations.ts');
  return { file, wanted: clientTypes(JSON.parse(stdout)), found: readIfThere(file) };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
