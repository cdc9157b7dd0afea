import { grantWish, numberWithin, wishOptions } from '../grant-wish.ts';
import { defineVerb } from '../verb.ts';

/** `fewer`: somebody wants no more than so many newsletters in so many days. A `lift` ends it. */
export const fewerVerb = defineVerb({
  argument: { value: '<email>', help: 'who wants fewer newsletters' },
  options: {
    most: { value: 'number', help: 'at most so many newsletters', required: true },
    days: { value: 'number', help: 'in so many days', required: true },
    ...wishOptions,
  },
  async run(context, given) {
    const most = numberWithin('most', given.required('most'), 1, 1_000);
    const days = numberWithin('days', given.required('days'), 1, 366);
    await grantWish(context, given, { scope: 'fewer', most, days });
  },
});
