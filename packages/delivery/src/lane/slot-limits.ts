import type { Limits } from '../shaping/shaping.ts';
import type { Slot } from './slot.ts';

/**
 * What one slot may use of its lane's limits. A relay keeps its receivers' limits itself and has `connections` for all lanes together:
 * through it only what an operator said holds. In the tail the tables' limits are each site's, not the lane's. With several slots each has its part, and none is left without a connection.
 */
export function slotLimits(slot: Slot, way: 'relay' | 'direct', connections: number): Limits {
  const free: Limits = { connections, lettersPerConnection: undefined, lettersPerSecond: undefined };
  const said = (way === 'direct' || slot.agreed) && !slot.tail;
  const lane = { ...(said ? slot.limits : free), ...slot.own };
  const bounded = said || slot.own.connections !== undefined;
  return {
    connections: Math.min(connections, bounded ? part(lane.connections, slot) : lane.connections),
    lettersPerConnection: lane.lettersPerConnection,
    lettersPerSecond: lane.lettersPerSecond === undefined ? undefined : lane.lettersPerSecond / slot.slots,
  };
}

function part(connections: number, { slots, position }: Slot): number {
  return Math.max(1, Math.floor(connections / slots) + (position <= connections % slots ? 1 : 0));
}
