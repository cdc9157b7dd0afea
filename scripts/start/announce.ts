import path from 'node:path';
import type { StartConfig } from './config.ts';
import type { FirstKeys } from './first-workspace.ts';

/** What a person needs to know once everything answers: the addresses. */
export function addresses(config: StartConfig): string[] {
  return [
    '',
    row('Console and API', `http://localhost:${config.apiPort}`),
    row('Unsubscribe pages', config.publicUrl),
    ...(config.mailbox
      ? [row('Mailbox', `http://localhost:${config.mailbox.port}`)]
      : [row('Letters go to', config.direct ? 'the mail hosts of their domains' : withoutPassword(config.smtpUrl))]),
    ...(config.inbound ? [row('Leaving by mail', `u+…@${config.inbound.domain}, port ${config.inbound.port}`)] : []),
  ];
}

/** Where the first way in is kept. */
export type KeptKeys = { apiKey: string; signIn: string };

/** The first way in, which is told once only. */
export function firstSignIn(keys: FirstKeys, kept: KeptKeys): string[] {
  return [
    row('First sign-in', `${keys.email}  ${keys.password}  (shown once; kept in ${kept.signIn})`),
    row('First API key', `${keys.apiKey}  (shown once; kept in ${kept.apiKey})`),
  ];
}

/** The line that says whether the first newsletter has arrived. */
export function firstNewsletter(arrived: number, expected: number, seconds: number, logs: string): string {
  if (arrived >= expected) {
    return `A first newsletter has reached the mailbox: ${expected} letter${expected === 1 ? '' : 's'}, ${seconds.toFixed(1)} s after the command began.`;
  }
  return `Only ${arrived} of the first newsletter's ${expected} letters have reached the mailbox yet: see ${path.join(logs, 'sender.log')}.`;
}

/** One fact: its name, and what there is to say. */
export function row(name: string, value: string): string {
  return `  ${name.padEnd(18)} ${value}`;
}

/** An address that may be shown to everybody. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = '…';
  return shown.password ? shown.href.replace(shown.password, '…') : shown.href;
}
