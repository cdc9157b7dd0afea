import { z } from 'zod';

/** A variable that another parser reads; its sentence becomes ours. */
export function parsed<Input, Output>(input: z.ZodType<Input>, parse: (text: Input) => Output) {
  return input.transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}
