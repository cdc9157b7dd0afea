import path from 'node:path';
import { appRanks, clearedLetterMint, outsideRanks, packageRanks, type Rank, testsMayAlso } from './import-map.ts';
import { importsOf, isInside, lineAt, quotedIn, withoutComments } from './imports.ts';

/** A source file: its path from the repository's top, with slashes, and its text. */
export type Source = { file: string; text: string };

/** A place where the import map is broken, and what to do instead. */
export type Violation = { file: string; line: number; sentence: string };

/** The doors of every package: its short name, and the sub-paths that its package.json exports (`.` is the index). */
export type Doors = ReadonlyMap<string, readonly string[]>;

/** Everything in a source that goes against the import map: a room that may not be seen, a door that does not exist, a way around a door, a forged cleared letter. */
export function violationsOf(source: Source, doors: Doors): Violation[] {
  const room = roomOf(source.file);
  const violations = importsOf(source.text).flatMap(({ specifier, line }) => {
    const sentence = specifier.startsWith('.')
      ? aroundTheDoor(source.file, specifier, room)
      : throughTheDoor(source.file, specifier, room, doors);
    return sentence ? [{ file: source.file, line, sentence }] : [];
  });
  return [...violations, ...forgedLetters(source)];
}

const rooms: readonly Rank[] = [...packageRanks, ...appRanks, ...outsideRanks];

function roomOf(file: string): Rank | undefined {
  return rooms.find(({ room }) => file.startsWith(`${room}/`));
}

function aroundTheDoor(file: string, specifier: string, room: Rank | undefined): string | undefined {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (room && [room.room, ...(room.beside ?? [])].some((folder) => target.startsWith(`${folder}/`))) return undefined;
  return `${specifier} leaves ${room?.room ?? 'its room'}: import another room by its name, @hikyaku/….`;
}

function throughTheDoor(file: string, specifier: string, room: Rank | undefined, doors: Doors): string | undefined {
  const [, name, subPath] = /^@hikyaku\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (!name || !room) return undefined;
  // A test may see its own room from outside, and the receiver of letters.
  const isTest = /\.test\.tsx?$/.test(file) || file.includes('/testing');
  const may = [...room.may, ...(isTest ? [...testsMayAlso, path.posix.basename(room.room)] : [])];
  if (!may.includes(name)) {
    const allowed = room.may.length > 0 ? `may import ${room.may.join(', ')}` : 'imports none of ours';
    return `${room.room} must not import ${name}: it ${allowed}.`;
  }
  const door = subPath ? `./${subPath}` : '.';
  if (doors.get(name)?.includes(door)) return undefined;
  const open = doors.get(name)?.join(', ') ?? 'none';
  return `${specifier} is no door of ${name} (its package.json opens: ${open}).`;
}

function forgedLetters(source: Source): Violation[] {
  if (source.file === clearedLetterMint) return [];
  const code = withoutComments(source.text);
  const quoted = quotedIn(code);
  return [...code.matchAll(forgery)]
    .filter((match) => !isInside(quoted, match.index))
    .map((match) => ({
      file: source.file,
      line: lineAt(code, match.index),
      sentence: `Only the gate (${clearedLetterMint}) makes a ClearedLetter: ask it instead of asserting one.`,
    }));
}

// `value as ClearedLetter`, also within a larger type, and `<ClearedLetter>value`; a type argument `f<ClearedLetter>(…)` is none.
const forgery =
  /\bas\b(?!\s+\w+\s*[,}])[^;,(){}\n=]*\bClearedLetter\b|(?<![\w$\])>]\s*)<\s*ClearedLetter\b[^>\n]*>\s*[\w({[]/g;
