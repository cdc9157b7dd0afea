/** Thrown when a command cannot go on. The message is one sentence for the person at the terminal; the command exits with 1. */
export class Refusal extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'Refusal';
  }
}
