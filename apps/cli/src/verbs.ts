import type { Verb } from './verb.ts';

/** A verb in the table: the words that call it, what it is for, and where it is. */
export type Entry = { words: readonly string[]; summary: string; load(): Promise<Verb> };

/** Every verb, in the order of the help. A verb's code is read when it is called, so that help is quick. */
export const verbs: readonly Entry[] = [
  entry('migrate', 'bring the database up to date', async () => (await import('./verbs/migrate.ts')).migrateVerb),
  entry(
    'workspace create',
    'make a workspace: one sending organisation',
    async () => (await import('./verbs/workspace-create.ts')).workspaceCreate,
  ),
  entry('workspace list', 'the workspaces', async () => (await import('./verbs/workspace-list.ts')).workspaceList),
  entry(
    'workspace quiet-hours',
    'hours in which no marketing letter goes',
    async () => (await import('./verbs/workspace-quiet-hours.ts')).workspaceQuietHours,
  ),
  entry(
    'workspace stop-by-reply',
    'whether an answer of STOP to a newsletter stops it',
    async () => (await import('./verbs/workspace-stop-by-reply.ts')).workspaceStopByReply,
  ),
  entry(
    'workspace limit',
    'limit how many newsletters anybody gets',
    async () => (await import('./verbs/workspace-limit.ts')).workspaceLimit,
  ),
  entry(
    'api-key create',
    'make an API key, shown once',
    async () => (await import('./verbs/api-key-create.ts')).apiKeyCreate,
  ),
  entry(
    'api-key list',
    'the API keys, without the keys themselves',
    async () => (await import('./verbs/api-key-list.ts')).apiKeyList,
  ),
  entry(
    'api-key revoke',
    'take an API key back for good',
    async () => (await import('./verbs/api-key-revoke.ts')).apiKeyRevoke,
  ),
  entry('user add', 'let somebody sign in to the console', async () => (await import('./verbs/user-add.ts')).userAdd),
  entry('user list', 'who may sign in', async () => (await import('./verbs/user-list.ts')).userList),
  entry(
    'user password',
    'give somebody a new password and end their sessions',
    async () => (await import('./verbs/user-password.ts')).userPassword,
  ),
  entry(
    'import',
    'import a CSV file of people into a list',
    async () => (await import('./verbs/import.ts')).importVerb,
  ),
  entry(
    'seed',
    'fill an empty workspace with people who do not exist',
    async () => (await import('./verbs/seed.ts')).seedVerb,
  ),
  entry(
    'suppress',
    'stop writing to an address, or to a file of them, now',
    async () => (await import('./verbs/suppress.ts')).suppressVerb,
  ),
  entry(
    'snooze',
    'no newsletter to an address until a moment',
    async () => (await import('./verbs/snooze.ts')).snoozeVerb,
  ),
  entry('fewer', 'fewer newsletters to an address', async () => (await import('./verbs/fewer.ts')).fewerVerb),
  entry('lift', 'lift a suppression, with a reason', async () => (await import('./verbs/lift.ts')).liftVerb),
  entry('rushes', 'when many people left at once', async () => (await import('./verbs/rushes.ts')).rushesVerb),
  entry(
    'held list',
    'known addresses that a receiver suddenly calls invalid',
    async () => (await import('./verbs/held.ts')).heldList,
  ),
  entry(
    'held release',
    'give the held addresses of a receiver up after all',
    async () => (await import('./verbs/held.ts')).heldRelease,
  ),
  entry(
    'held discard',
    'go on writing to the held addresses of a receiver',
    async () => (await import('./verbs/held.ts')).heldDiscard,
  ),
  entry(
    'why',
    'what stands in the way of an address, or of one letter to it',
    async () => (await import('./verbs/why.ts')).whyVerb,
  ),
  entry(
    'campaign list',
    'campaigns, newest first',
    async () => (await import('./verbs/campaign-list.ts')).campaignList,
  ),
  entry(
    'campaign show',
    'a campaign and its books',
    async () => (await import('./verbs/campaign-show.ts')).campaignShow,
  ),
  entry(
    'campaign schedule',
    'freeze a draft and let it go out at a time',
    async () => (await import('./verbs/campaign-schedule.ts')).campaignSchedule,
  ),
  entry(
    'campaign pause',
    'stop a campaign where it is',
    async () => (await import('./verbs/campaign-pause.ts')).campaignPause,
  ),
  entry(
    'campaign resume',
    'let a paused campaign go on',
    async () => (await import('./verbs/campaign-resume.ts')).campaignResume,
  ),
  entry(
    'campaign cancel',
    'call a campaign off for good',
    async () => (await import('./verbs/campaign-cancel.ts')).campaignCancel,
  ),
  entry('lanes', 'how fast letters go to whom, and why', async () => (await import('./verbs/lanes.ts')).lanesVerb),
  entry(
    'warm-up start',
    'begin to warm a From domain up in a lane',
    async () => (await import('./verbs/warm-up.ts')).warmUpStart,
  ),
  entry(
    'warm-up list',
    'domains that are being warmed up, and how far they are today',
    async () => (await import('./verbs/warm-up.ts')).warmUpList,
  ),
  entry(
    'warm-up stop',
    'end a warm-up: no ceiling from now on',
    async () => (await import('./verbs/warm-up.ts')).warmUpStop,
  ),
  entry(
    'keys dkim',
    'make a DKIM key for a domain and print its DNS record',
    async () => (await import('./verbs/keys-dkim.ts')).keysDkim,
  ),
  entry(
    'keys rotate',
    'put a new key in front of the keyring',
    async () => (await import('./verbs/keys-rotate.ts')).keysRotate,
  ),
  entry(
    'keys replace-pepper',
    'replace the pepper of address keys, while the product is stopped',
    async () => (await import('./verbs/keys-replace-pepper.ts')).keysReplacePepper,
  ),
  entry(
    'check',
    'grade any letter against RFC 8058 and the rules of Gmail, Yahoo and Microsoft',
    async () => (await import('./verbs/check.ts')).checkVerb,
  ),
  entry(
    'journals list',
    'opt-outs that the database does not have yet, and what they hold back',
    async () => (await import('./verbs/journals-list.ts')).journalsList,
  ),
  entry(
    'journals give-up',
    'let newsletters go although a journal is gone, with a reason',
    async () => (await import('./verbs/journals-give-up.ts')).journalsGiveUp,
  ),
  entry(
    'verify books',
    'check that every letter of every campaign is accounted for',
    async () => (await import('./verbs/verify-books.ts')).verifyBooks,
  ),
];

/** The verb that a command begins with, and what stands behind its words; undefined when there is none. */
export function findVerb(words: readonly string[]): { entry: Entry; rest: string[] } | undefined {
  const found = verbs.find((verb) => verb.words.every((word, at) => words[at] === word));
  return found && { entry: found, rest: words.slice(found.words.length) };
}

function entry(words: string, summary: string, load: () => Promise<Verb>): Entry {
  return { words: words.split(' '), summary, load };
}
