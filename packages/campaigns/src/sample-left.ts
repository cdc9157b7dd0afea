/** How many of a letter's texts are still those of its template's sample, and how many texts it has. */
export type SampleLeft = { left: number; all: number };

/** A text as short as this may well be the same by chance: a number, a unit, a name of a button. */
const fewestLetters = 8;

/** Compares a letter's data with its template's sample, text by text where each stands. */
export function sampleLeft(data: unknown, sample: unknown): SampleLeft {
  if (typeof data === 'string') {
    return data.length < fewestLetters ? { left: 0, all: 0 } : { left: data === sample ? 1 : 0, all: 1 };
  }
  if (typeof data !== 'object' || data === null) return { left: 0, all: 0 };
  const samples = new Map(typeof sample === 'object' && sample !== null ? Object.entries(sample) : []);
  return Object.entries(data)
    .map(([key, value]) => sampleLeft(value, samples.get(key)))
    .reduce((sum, one) => ({ left: sum.left + one.left, all: sum.all + one.all }), { left: 0, all: 0 });
}
