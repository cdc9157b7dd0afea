/** Thrown when a verb cannot be carried out; the message is for the operator, and the command exits with 1. */
export class Refusal extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'Refusal';
  }
}

/** Thrown when the command itself is wrong or incomplete; the command exits with 2. */
export class UsageError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'UsageError';
  }
}
