export { createMailbox } from './mailbox.ts';
export type { Mailbox, MailboxOptions } from './mailbox.ts';
export type { RecordEntry } from './record-entry.ts';
export type { Stats } from './traffic.ts';
