/** One HTTP request as it is made on somebody's behalf: no cookie, no Origin, no redirect followed (RFC 8058 §3.2). */
export type Call = (url: string, request: CallRequest) => Promise<{ status: number }>;

/** A request's method, fields and body. */
export type CallRequest = { method: string; headers: Readonly<Record<string, string>>; body?: string };

/** The mailbox providers whose clients post differently. */
export type Provider = 'gmail' | 'yahoo' | 'apple';

/** Every provider that can be spoken for. */
export const providers: readonly Provider[] = ['gmail', 'yahoo', 'apple'];

/** What came of one request: a status, or no answer at all. */
export type Called = { kind: 'answered'; status: number } | { kind: 'unanswered'; reason: string };

/** POSTs to a letter's one-click address as a provider does when a person leaves: after a good answer they have left. */
export function postAs(provider: Provider, url: string, call: Call): Promise<Called> {
  return called(url, { method: 'POST', ...forms[provider] }, call);
}

/** Whether an answer to the POST is one that the standard allows: 200 or 202, and never a redirect (RFC 8058 §3.1). */
export function isGoodAnswer(answer: Called): boolean {
  return answer.kind === 'answered' && (answer.status === 200 || answer.status === 202);
}

/** What came of looking, by method. */
export type Looked = Record<'HEAD' | 'GET' | 'OPTIONS', Called>;

/** Opens the address as link scanners and curious people do; none of these may change anything. */
export async function look(url: string, call: Call): Promise<Looked> {
  const as = (method: string) => called(url, { method, headers: { 'user-agent': 'Mozilla/5.0' } }, call);
  return { HEAD: await as('HEAD'), GET: await as('GET'), OPTIONS: await as('OPTIONS') };
}

const pair = 'List-Unsubscribe=One-Click';
const boundary = '----one-click-7MA4YWxkTrZu0gW';

/** Urlencoded as Google's guide shows it; with a charset as WebKit writes it; multipart as RFC 8058 §8 allows. */
const forms: Record<Provider, Omit<CallRequest, 'method'>> = {
  gmail: { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: pair },
  apple: { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }, body: pair },
  yahoo: {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
  },
};

async function called(url: string, request: CallRequest, call: Call): Promise<Called> {
  try {
    const { status } = await call(url, request);
    return { kind: 'answered', status };
  } catch (error) {
    return { kind: 'unanswered', reason: reasonOf(error) };
  }
}

/** The runtime wraps what happened to the connection into "fetch failed"; the cause says it. */
function reasonOf(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return messageOf(cause) ?? messageOf(error) ?? String(error);
}

function messageOf(error: unknown): string | undefined {
  const said = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof said === 'string' && said !== '' ? said : undefined;
}
