export { defaultPrefix, type QueueConnection } from './connection.ts';
export { unfitForQueues } from './durability.ts';
export { type Enqueue, type Enqueuer, openEnqueuer } from './enqueue.ts';
export { defineJob, type JobDefinition } from './job.ts';
export { type Work, work } from './work.ts';
