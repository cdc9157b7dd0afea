import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { compile } from '@hikyaku/rendering';
import { median } from './median.ts';
import type { Receiver } from './receiver.ts';

/** Letters a second of the stock path (see stock.ts) with the content of our own, names filled in by replacing: the median of some runs. */
export async function stockPerSecond(
  receiver: Receiver,
  { letters, runs, mjml }: { letters: number; runs: number; mjml: string },
): Promise<number> {
  const compiled = await compile({ subject: 'stock', mjml }, { locale: 'en', class: 'marketing' });
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => problem.message).join(' '));
  const plain = (part: string) => part.replace(/\{\{[^}]*\}\}/g, 'NAME');
  const content = JSON.stringify({ html: plain(compiled.compiled.html), text: plain(compiled.compiled.text) });
  const seen: number[] = [];
  for (let run = 0; run < runs; run++) seen.push(await once(receiver.port, letters, content));
  return median(seen, (value) => value);
}

async function once(port: number, letters: number, content: string): Promise<number> {
  const stock = fileURLToPath(new URL('stock.ts', import.meta.url));
  const child = spawn(process.execPath, [stock, String(port), String(letters)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(content);
  return Number(await text(child.stdout));
}
