import type { Departure } from '@hikyaku/campaigns';
import { z } from 'zod';
import { timeView } from '../http/value.ts';

/** When a newsletter leaves for the people of a time zone. */
export const departureSchema = z.strictObject({ zone: z.string(), at: timeView, people: z.int() }).meta({
  id: 'Departure',
  description: 'A time zone, when a newsletter leaves for its people, and how many they are.',
});

/** A departure, in the shape of `departureSchema`. */
export function departureView({ zone, at, people }: Departure): z.infer<typeof departureSchema> {
  return { zone, at: at.toISOString(), people };
}
