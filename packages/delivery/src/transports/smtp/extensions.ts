/** What a server offers of that which we use. Nothing is assumed: neither 8BITMIME nor SMTPUTF8 is made use of. */
export type Extensions = {
  /** Several commands in one write (RFC 2920). */
  pipelining: boolean;
  startTls: boolean;
  /** The largest letter it takes, in octets (RFC 1870): 0 when it names none, undefined when SIZE is not offered. */
  size: number | undefined;
  /** Names of AUTH mechanisms, in capitals. */
  auth: ReadonlySet<string>;
};

/** A server that was greeted with HELO. */
export const noExtensions: Extensions = { pipelining: false, startTls: false, size: undefined, auth: new Set() };

/** Reads the answer to EHLO (RFC 5321 §4.1.1.1): a keyword a line, from the second on. What is malformed is not offered. */
export function parseExtensions(lines: string): Extensions {
  const offers = lines.split('\n').slice(1).map(readOffer);
  const offered = new Map(offers.map(({ keyword, parameters }) => [keyword, parameters]));
  return {
    pipelining: offered.has('PIPELINING'),
    startTls: offered.has('STARTTLS'),
    size: sizeOf(offered.get('SIZE')),
    auth: new Set(offers.filter(({ keyword }) => keyword === 'AUTH').flatMap(({ parameters }) => parameters)),
  };
}

/** `250-AUTH PLAIN LOGIN`; also the old `250-AUTH=PLAIN LOGIN`. */
function readOffer(line: string): { keyword: string; parameters: string[] } {
  const [keyword = '', ...parameters] = line
    .slice(4)
    .trim()
    .toUpperCase()
    .replace(/^AUTH=/, 'AUTH ')
    .split(/ +/);
  return { keyword, parameters };
}

function sizeOf(parameters: string[] | undefined): number | undefined {
  if (parameters === undefined) return undefined;
  const [limit = '0'] = parameters;
  return /^\d{1,15}$/.test(limit) ? Number(limit) : 0;
}
