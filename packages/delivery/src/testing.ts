export { openGovernor } from './pace/governor.ts';
export { ownShaping } from './shaping/own-shaping.ts';
export { simulate } from './testing/simulate.ts';
export { cappedConnections, growingLatency, oneBadHost, tokenBucket } from './testing/simulated-receiver.ts';
