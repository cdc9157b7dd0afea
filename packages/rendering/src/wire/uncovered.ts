/** Something in a template that a wire program does not do; the general renderer does. */
export class Uncovered extends Error {
  override name = 'Uncovered';
  readonly what: string;

  constructor(what: string) {
    super(`No wire program can be made: the template has ${what}.`);
    this.what = what;
  }
}
