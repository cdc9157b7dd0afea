import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { Resolver } from '../dns/answer.ts';
import type { ForbiddenAddress } from '../transports/direct/forbidden-address.ts';

/** What a policy file is fetched with. A stranger's domain names the host, so forbidden addresses are as forbidden as for letters. */
export type Fetching = { resolver: Resolver; forbidden: ForbiddenAddress; port?: number; withinMs?: number };

/** RFC 8461 §3.3 suggests a minute; letters wait for it. */
const usualWithinMs = 15_000;
/** RFC 8461 §3.3. */
const mostOctets = 65_536;

/**
 * Fetches the text of a domain's MTA-STS policy (RFC 8461 §3.3): from `mta-sts.<domain>` with a certificate of that name, 200 and
 * text/plain alone, no redirect, at most 64 KiB, within a quarter of a minute. Throws why there is none.
 */
export async function fetchPolicy(domain: string, fetching: Fetching): Promise<string> {
  const host = `mta-sts.${domain}`;
  const address = await addressOf(host, fetching);
  const asked = request({
    host: address,
    port: fetching.port ?? 443,
    path: '/.well-known/mta-sts.txt',
    headers: { host, accept: 'text/plain' },
    servername: host,
    checkServerIdentity: (_said: string, certificate: PeerCertificate) => identityProblem(host, certificate),
    rejectUnauthorized: true,
    agent: false,
    signal: AbortSignal.timeout(fetching.withinMs ?? usualWithinMs),
  });
  try {
    const answered = once(asked, 'response');
    asked.end();
    const [response]: IncomingMessage[] = await answered;
    if (response === undefined) throw new Error('there is no response');
    return await textOf(response);
  } finally {
    asked.on('error', () => {}).destroy();
  }
}

async function addressOf(host: string, { resolver, forbidden }: Fetching): Promise<string> {
  const answers = await Promise.all([resolver.a(host), resolver.aaaa(host)]);
  const addresses = answers.flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
  const allowed = addresses.find((address) => forbidden(address) === undefined);
  if (allowed !== undefined) return allowed;
  const trouble = answers.find((answer) => answer.kind === 'trouble');
  if (trouble !== undefined) throw new Error(`${host}: ${trouble.error}`);
  throw new Error(addresses.length === 0 ? `${host} has no address` : `${host} has no public address`);
}

/** Only names that are listed as such count, not the certificate's common name (RFC 8461 §3.3). */
function identityProblem(host: string, certificate: PeerCertificate): Error | undefined {
  if (!certificate.subjectaltname) return new Error(`the certificate of ${host} lists no names`);
  return checkServerIdentity(host, certificate);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw new Error(`it is answered with ${statusCode}, not 200`);
  const type = headers['content-type'] ?? '';
  if (!/^text\/plain\s*(?:;|$)/i.test(type)) throw new Error(`it is ${JSON.stringify(type)}, not text/plain`);
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of response) {
    const piece = Buffer.from(chunk);
    octets += piece.length;
    if (octets > mostOctets) throw new Error(`it is longer than ${mostOctets} octets`);
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}
