/** The middle one of some values by a measure of them; of an even number the lower. Throws a RangeError when there are none. */
export function median<Value>(values: readonly Value[], measure: (value: Value) => number): Value {
  const sorted = values.toSorted((one, other) => measure(one) - measure(other));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('There is no median of nothing.');
  return middle;
}
