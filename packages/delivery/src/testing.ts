export { openGovernor } from './pace/governor.ts';
export { ownShaping } from './shaping/own-shaping.ts';
export { type AnsweringServer, answeringServer } from './testing/answering-server.ts';
export { seedCampaign } from './testing/campaign.ts';
export { nameServer, type TestNameServer } from './testing/name-server.ts';
export { scriptedServer } from './testing/scripted-server.ts';
export { testSender } from './testing/sender.ts';
export { simulate } from './testing/simulate.ts';
export {
  cappedConnections,
  growingLatency,
  oneBadHost,
  overloaded,
  shedding,
  tokenBucket,
} from './testing/simulated-receiver.ts';
