import { afterEach } from '@jest/globals';
import { createMailbox } from '../mailbox.ts';
import type { Mailbox, MailboxOptions } from '../mailbox.ts';

/** Starts mailboxes that are closed after each test of the file. */
export function mailboxes() {
  let open: Mailbox[] = [];
  afterEach(async () => {
    await Promise.all(open.map((mailbox) => mailbox.close()));
    open = [];
  });
  const startWith = async (options: MailboxOptions): Promise<Mailbox> => {
    const mailbox = await createMailbox(options);
    open.push(mailbox);
    return mailbox;
  };
  return { startWith, start: (...rules: unknown[]) => startWith({ script: { rules } }) };
}
