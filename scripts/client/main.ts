// `npm run client`: writes the types of the API's client anew, after routes have changed.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../services/project.ts';
import { clientFile } from './client-file.ts';

const { file, wanted, found } = await clientFile(projectRoot);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, wanted);
console.log(
  wanted === found ? 'The client says what the API does already.' : `Written: ${path.relative(projectRoot, file)}`,
);
