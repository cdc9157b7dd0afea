import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { LetterKey, Settlement } from '@hikyaku/ledger';

/**
 * The marks that tell, after a sudden death, how far each letter had come. Plain writes without fsync: they survive the death of the
 * process, which is what happens; a dead machine takes them along, and its letters become uncertain.
 */
export type StageJournal = {
  /** The final dot is about to be written. */
  beforeDot(letter: LetterKey, attempt: number): void;
  /** The dot was answered, or will not be: what the ledger is about to be told. */
  afterReply(letter: LetterKey, attempt: number, outcome: Settlement): void;
  /** The ledger has it: the letter's marks are no longer needed. */
  settled(letter: LetterKey, attempt: number): void;
  /** Ends it; what the ledger has in full is removed. */
  close(): void;
};

/** What a journal says of one attempt: `outcome` is missing when the dot was never answered. */
export type StageMark = { outcome?: Settlement };

const rotateAtBytes = 4 * 1024 * 1024;

/** Opens a sender's journal in a folder. Marks go to one file after another; a file whose letters are all settled is removed. */
export function openStageJournal(folder: string, senderId: string, rotateAt = rotateAtBytes): StageJournal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  type Volume = { file: string; descriptor: number; bytes: number; unsettled: number };
  const home = new Map<string, Volume>();
  let number = 0;
  let current = open();

  function open(): Volume {
    const file = path.join(folder, `${senderId}.${number++}.log`);
    return { file, descriptor: openSync(file, 'a', 0o600), bytes: 0, unsettled: 0 };
  }

  function write(volume: Volume, line: string): void {
    volume.bytes += writeSync(volume.descriptor, line);
  }

  function retireIfDone(volume: Volume): void {
    if (volume === current || volume.unsettled > 0) return;
    closeSync(volume.descriptor);
    rmSync(volume.file, { force: true });
  }

  return {
    beforeDot(letter, attempt) {
      if (current.bytes > rotateAt) {
        const full = current;
        current = open();
        retireIfDone(full);
      }
      const name = nameOf(letter, attempt);
      home.set(name, current);
      current.unsettled += 1;
      write(current, `dot ${name}\n`);
    },
    afterReply(letter, attempt, outcome) {
      const name = nameOf(letter, attempt);
      const volume = home.get(name);
      // At once: of answers that are kept to the end of the turn a sudden death makes doubts about letters that were on nobody's wire.
      if (volume) write(volume, `end ${name} ${JSON.stringify(outcome)}\n`);
    },
    settled(letter, attempt) {
      const name = nameOf(letter, attempt);
      const volume = home.get(name);
      if (!volume) return;
      home.delete(name);
      volume.unsettled -= 1;
      retireIfDone(volume);
    },
    close() {
      for (const volume of new Set([...home.values(), current])) {
        closeSync(volume.descriptor);
        if (volume.unsettled === 0) rmSync(volume.file, { force: true });
      }
    },
  };
}

/** Reads a dead sender's journal: its marks by attempt, or undefined when this process cannot see that journal. */
export function readStageJournal(folder: string, senderId: string): Map<string, StageMark> | undefined {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => belongsTo(name, senderId)) : [];
  if (files.length === 0) return undefined;
  const marks = new Map<string, StageMark>();
  for (const file of files.sort((a, b) => volumeNumber(a) - volumeNumber(b))) {
    // The last line may be cut short by the death itself; a cut "end" is no answer, a cut "dot" was never followed by one.
    for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n').slice(0, -1)) readMark(line, marks);
  }
  return marks;
}

/** Removes a recovered sender's journal. */
export function removeStageJournal(folder: string, senderId: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (belongsTo(name, senderId)) rmSync(path.join(folder, name), { force: true });
}

/** The name of an attempt in the journal. */
export function nameOf(letter: LetterKey, attempt: number): string {
  const known = names.get(letter);
  if (known?.attempt === attempt) return known.name;
  const name = `${letter.campaignId}/${letter.addressKey.toString('hex')}/${letter.letterNo}/${attempt}`;
  names.set(letter, { attempt, name });
  return name;
}

/** Each attempt is named three times. */
const names = new WeakMap<LetterKey, { attempt: number; name: string }>();

function readMark(line: string, marks: Map<string, StageMark>): void {
  const [, kind, name, outcome] = /^(dot|end) (\S+)(?: (.*))?$/.exec(line) ?? [];
  if (name === undefined) return;
  if (kind === 'dot') marks.set(name, {});
  else if (outcome !== undefined) marks.set(name, { outcome: reviveOutcome(outcome) });
}

function reviveOutcome(text: string): Settlement {
  return JSON.parse(text, (key, value) => (key === 'dueAt' || key === 'wireUntil' ? new Date(value) : value));
}

function belongsTo(file: string, senderId: string): boolean {
  return file.startsWith(`${senderId}.`) && file.endsWith('.log');
}

function volumeNumber(file: string): number {
  return Number(file.split('.')[1]);
}
