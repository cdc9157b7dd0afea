import type { z } from 'zod';

/** A kind of job: its name and the schema of its payload, inseparable. Payloads carry ids only; the worker reads the rest. */
export type JobDefinition<Payload> = { name: string; payload: z.ZodType<Payload> };

/** Defines a kind of job. Each has a queue of its own, of the same name. */
export function defineJob<Payload>(name: string, payload: z.ZodType<Payload>): JobDefinition<Payload> {
  return { name, payload };
}
