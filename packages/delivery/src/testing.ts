export { openGovernor } from './pace/governor.ts';
export { ownShaping } from './shaping/own-shaping.ts';
export { seedCampaign } from './testing/campaign.ts';
export { scriptedServer } from './testing/scripted-server.ts';
export { testSender } from './testing/sender.ts';
export { simulate } from './testing/simulate.ts';
export { cappedConnections, growingLatency, oneBadHost, tokenBucket } from './testing/simulated-receiver.ts';
