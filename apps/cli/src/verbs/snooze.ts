import { UsageError } from '../errors.ts';
import { grantWish, wishOptions } from '../grant-wish.ts';
import { defineVerb } from '../verb.ts';

const farthestDays = 366;

/** `snooze`: somebody wants no newsletter for a while. It ends by itself; a `lift` ends it earlier. */
export const snoozeVerb = defineVerb({
  argument: { value: '<email>', help: 'who wants a pause' },
  options: {
    until: { value: 'moment', help: 'until when, with an offset: 2027-01-31T00:00:00+09:00', required: true },
    ...wishOptions,
  },
  notes: ['Waiting newsletters are taken back; those on the wire are waited for, 5 seconds at most.'],
  async run(context, given) {
    const text = given.required('until');
    const until = new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : Number.NaN);
    const ahead = until.getTime() - Date.now();
    if (!(ahead > 0 && ahead <= farthestDays * 86_400_000)) {
      throw new UsageError(
        `--until is "${text}"; write a moment within a year from now, with its offset, such as 2027-01-31T00:00:00+09:00.`,
      );
    }
    await grantWish(context, given, { scope: 'snooze', until });
  },
});
