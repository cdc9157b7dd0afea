import { letterFates } from '@hikyaku/audience';
import { z } from 'zod';
import { lineValue } from '../http/value.ts';

/** To whom a campaign is followed up. */
export const followUpSchema = z.strictObject({
  letters: z.array(z.enum(letterFates)).min(1).max(letterFates.length).meta({
    description: 'What became of their letter: any of these. "none": they have none, though they are on its lists now.',
  }),
  name: lineValue(200).exactOptional().meta({ description: "The draft's name; that of the campaign when left out." }),
  segmentName: lineValue(200).exactOptional(),
});
