/** A file that was chosen, and how it should be read: as it looks, or as Shift_JIS because somebody knows better. */
export type ChosenFile = { file: File; as: 'found' | 'shift_jis' };

/** So much of a file is looked at to show how it is read. */
const sampleBytes = 262_144;

/** The beginning of a file, as the API takes it, and whether that is all of it. Nothing is read here. */
export function beginningOf(chosen: ChosenFile): { body: Blob; whole: 'yes' | 'no' } {
  const { file } = chosen;
  return {
    body: file.slice(0, sampleBytes, typeOf(chosen)),
    whole: file.size <= sampleBytes ? 'yes' : 'no',
  };
}

/** The whole file, as the API takes it: the browser sends it from the disk as it goes. */
export function wholeOf(chosen: ChosenFile): Blob {
  return chosen.file.slice(0, chosen.file.size, typeOf(chosen));
}

/** About how many lines a file has, by its beginning; undefined when that says too little. */
export async function linesOf({ file }: ChosenFile): Promise<number | undefined> {
  const bytes = new Uint8Array(await file.slice(0, sampleBytes).arrayBuffer());
  const lines = bytes.filter((byte) => byte === 10).length;
  return lines === 0 ? undefined : Math.round((file.size / bytes.length) * lines);
}

function typeOf({ as }: ChosenFile): string {
  return as === 'shift_jis' ? 'text/csv;charset=shift_jis' : 'text/csv';
}
