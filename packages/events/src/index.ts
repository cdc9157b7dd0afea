export { type EventKind, type NewEvent, record } from './record.ts';
export { type TimelineEntry, timeline } from './timeline.ts';
