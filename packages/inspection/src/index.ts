export type { Finding, Phrase } from './finding.ts';
export type { Grade } from './grade.ts';
export { inspect, type Inspection, type InspectionDeps } from './inspect.ts';
export { type Asker, askers, type Rule, type RuleId } from './rulebook.ts';
export { organisationOf } from './organisation.ts';
export type { TxtResolver } from './signatures.ts';
export { fetchCall } from './fetch-call.ts';
export { type Call, type Called, isGoodAnswer, look, postAs, type Provider, providers } from './one-click.ts';
