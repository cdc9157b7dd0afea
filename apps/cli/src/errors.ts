/** Thrown when a verb cannot be carried out: one sentence for the operator, or a line for each thing to mend. The command exits with 1. */
export class Refusal extends Error {
  readonly lines: readonly string[];

  constructor(said: string | readonly string[], options?: ErrorOptions) {
    const lines = typeof said === 'string' ? [said] : said;
    super(lines.join(' '), options);
    this.name = 'Refusal';
    this.lines = lines;
  }
}

/** Thrown when the command itself is wrong or incomplete; the command exits with 2. */
export class UsageError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'UsageError';
  }
}
