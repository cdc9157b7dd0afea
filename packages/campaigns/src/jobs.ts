import { defineJob } from '@hikyaku/queue';
import { z } from 'zod';

/** Freeze the audience of a campaign that is due; harmless to repeat. */
export const prepareJob = defineJob('campaign.prepare', z.object({ campaignId: z.string().regex(/^\d{1,19}$/) }));
