/** A letter that must not leave as it stands: which field is wrong, how, and what to do about it. */
export class LetterRefusedError extends Error {
  override name = 'LetterRefusedError';
  readonly field: string;

  constructor(field: string, problem: string, advice: string) {
    super(`${field} ${problem}; ${advice}.`);
    this.field = field;
  }
}

/** A value for a header field that could end the field and begin another: a line break, NUL or other control character. */
export class HeaderInjectionError extends LetterRefusedError {
  override name = 'HeaderInjectionError';

  constructor(field: string, codePoint: number, position: number) {
    const character = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    super(field, `holds the control character ${character} at position ${position}`, 'remove it and send again');
  }
}

/** A DKIM signer that cannot sign: its key is too short or of another kind, or its names are no DNS names. */
export class UnusableDkimSignerError extends Error {
  override name = 'UnusableDkimSignerError';

  constructor(domain: string, problem: string, advice: string) {
    super(`The DKIM signer of ${JSON.stringify(domain)} ${problem}; ${advice}.`);
  }
}
