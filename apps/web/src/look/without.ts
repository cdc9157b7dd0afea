/** A value without some of its fields. */
export function without<Value extends object>(value: Value, fields: readonly string[]): Partial<Value> {
  const left: Partial<Value> = { ...value };
  for (const field of Object.keys(left)) if (fields.includes(field)) Reflect.deleteProperty(left, field);
  return left;
}
