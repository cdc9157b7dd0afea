/** A change as what it changes will show it: what it leaves out is left out. */
export function written<Change extends object>(change: Partial<Change>) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
