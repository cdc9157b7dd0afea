import { resolveTxt } from 'node:dns/promises';
import {
  type Asker,
  fetchCall,
  type Finding,
  type Grade,
  inspect,
  isGoodAnswer,
  postAs,
  type Provider,
  providers,
} from '@hikyaku/inspection';
import { Refusal } from '../errors.ts';
import { openInput, stoppable } from '../input-file.ts';
import { oneOf } from '../one-of.ts';
import { printable } from '../printable.ts';
import { type Context, defineVerb } from '../verb.ts';

const largest = 10 * 1024 * 1024;
const askerNames: Record<Asker, string> = {
  rfc8058: 'RFC 8058',
  gmail: 'Gmail',
  yahoo: 'Yahoo',
  microsoft: 'Microsoft',
  japan: '特定電子メール法',
};

/** `check`: any letter, whoever sent it, as its receivers judge it. It needs no installation. */
export const checkVerb = defineVerb({
  argument: { value: '<message.eml>', help: 'the letter as it was received, with its whole header' },
  options: {
    language: { value: 'ja|en', help: 'of the findings; en when left out' },
    dns: { value: 'yes|no', help: 'look up keys and DMARC; yes when left out' },
    'post-as': {
      value: providers.join('|'),
      help: 'POST to the letter’s one-click address as that provider does: the person it is to has then left',
    },
  },
  notes: ['No address in the letter is called unless --post-as says so. Exit code 1 when somebody’s demand is missed.'],
  async run(context, given) {
    const language = oneOf('language', given.option('language') ?? 'en', ['ja', 'en']);
    const dns = oneOf('dns', given.option('dns') ?? 'yes', ['yes', 'no']);
    const as = given.option('post-as');
    const provider = as === undefined ? undefined : oneOf('post-as', as, providers);
    const letter = await read(context.folder, given.argument);
    const found = await inspect(letter, dns === 'yes' ? { resolver: resolveTxt } : {});
    for (const line of gradeLines(found.grades)) context.say(line);
    for (const finding of found.findings) for (const line of findingLines(finding, language)) context.say(line);
    if (provider !== undefined) await post(context, provider, found.oneClickUrl);
    const missing = found.grades.filter(({ verdict }) => verdict === 'misses');
    if (missing.length > 0) {
      throw new Refusal(
        `The letter misses what is asked by ${missing.map(({ asker }) => askerNames[asker]).join(', ')}.`,
      );
    }
  },
});

async function read(folder: string, named: string): Promise<Buffer> {
  await using file = await openInput(folder, named);
  const chunks = await stoppable(async (signal) => {
    const kept: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of file.read(signal)) {
      size += chunk.length;
      if (size > largest) throw new Refusal(`"${named}" is larger than 10 MB, which no newsletter is.`);
      kept.push(chunk);
    }
    return kept;
  });
  return Buffer.concat(chunks);
}

function gradeLines(grades: readonly Grade[]): string[] {
  const words = { meets: 'met', misses: 'missed', 'cannot-tell': 'cannot tell without DNS' };
  return grades.map(({ asker, verdict, missed }) => {
    const which = missed.length === 0 ? '' : `: ${missed.join(', ')}`;
    return `${askerNames[asker].padEnd(9)} ${words[verdict]}${which}`;
  });
}

function findingLines({ rule, verdict, seen }: Finding, language: 'ja' | 'en'): string[] {
  const sign = verdict === 'met' ? '✓' : verdict === 'unknown' ? '?' : rule.must.length > 0 ? '✗' : '!';
  const line = `${sign} ${rule.title[language]}: ${printable(seen[language])}`;
  return verdict === 'missed' ? [line, `    ${rule.mend[language]} (${rule.source})`] : [line];
}

async function post(context: Context, provider: Provider, url: string | undefined): Promise<void> {
  if (url === undefined) throw new Refusal('The letter offers no one-click address, so nothing was posted.');
  const answer = await postAs(provider, url, fetchCall);
  const said = answer.kind === 'answered' ? `HTTP ${answer.status}` : printable(answer.reason);
  const sign = isGoodAnswer(answer) ? '✓' : '✗';
  context.say(`${sign} POST to ${new URL(url).host} as ${provider}: ${said}`);
}
