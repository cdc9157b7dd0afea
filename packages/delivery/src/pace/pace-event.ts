/**
 * What was done to a lane. `suspended`: nothing leaves until then. `probing`: it begins again with one connection. `slowed`: fewer
 * connections or fewer letters a second. `limited`: a trigger holds it for a time. `growing`: it comes back, step by step. `recovered`:
 * it is where it was.
 */
export type PaceEvent =
  | { kind: 'suspended'; untilMs: number; reason: string }
  | { kind: 'limited'; untilMs: number; what: string; reason: string }
  | { kind: 'slowed'; window: number; perSecond: number | undefined; reason: string }
  | { kind: 'probing' | 'growing' | 'recovered'; window: number };
