import { randomInt } from 'node:crypto';

// Without letters and digits that are mistaken for each other when they are read aloud or typed from paper.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 5;

/** A password to hand to somebody: 20 letters and digits in four groups, 99 bits. */
export function newPassword(): string {
  return Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
  ).join('-');
}
