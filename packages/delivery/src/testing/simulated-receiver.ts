import { parseSmtpReply, type SmtpReply } from '@hikyaku/message';

/** A receiver on made-up time. What it does with a letter: how long it takes, and what it says. */
export type SimulatedReceiver = {
  name: string;
  /** Letters a second that it would take from a client that knew it by heart. */
  capacity: number;
  /** A connection that it grants, or what it says instead. */
  connect(nowMs: number): SimulatedConnection | SmtpReply;
};

/** One connection. `carry` answers after `afterMs`; a reply that begins with 421 ends it. */
export type SimulatedConnection = { carry(nowMs: number): { afterMs: number; reply: SmtpReply }; close(): void };

const taken = parseSmtpReply('250 2.0.0 kept');
const tooMany = parseSmtpReply('421 4.7.0 Too many concurrent SMTP connections');
const tooFast = parseSmtpReply('451 4.7.1 You are sending too fast, please slow down');
const busy = parseSmtpReply('421 4.3.2 Too busy, try again later');

/** Grants so many connections and no more. */
export function cappedConnections(cap: number, latencyMs: number): SimulatedReceiver {
  let open = 0;
  return {
    name: `at most ${cap} connections`,
    capacity: (cap * 1_000) / latencyMs,
    connect() {
      if (open >= cap) return tooMany;
      open += 1;
      return { carry: () => ({ afterMs: latencyMs, reply: taken }), close: () => void (open -= 1) };
    },
  };
}

/** Takes so many letters a second, with a bucket for two seconds' worth; says 451 to the others, unless told what else. */
export function tokenBucket(perSecond: number, latencyMs: number, refusal = tooFast): SimulatedReceiver {
  const most = Math.max(1, perSecond * 2);
  let tokens = most;
  let filledMs = 0;
  const carry = (nowMs: number) => {
    tokens = Math.min(most, tokens + ((nowMs - filledMs) / 1_000) * perSecond);
    filledMs = nowMs;
    if (tokens < 1) return { afterMs: latencyMs, reply: refusal };
    tokens -= 1;
    return { afterMs: latencyMs, reply: taken };
  };
  return { name: `at most ${perSecond} letters a second`, capacity: perSecond, connect: () => ({ carry, close() {} }) };
}

/** Sends every so-manyth letter away, however few come, and closes the line; grants `cap` connections. */
export function shedding(every: number, cap: number, latencyMs: number): SimulatedReceiver {
  const good = cappedConnections(cap, latencyMs);
  let letters = 0;
  return {
    name: `one of ${every} letters sent away, ${cap} connections`,
    capacity: good.capacity * (1 - 1 / every),
    connect(nowMs) {
      const granted = good.connect(nowMs);
      if ('code' in granted) return granted;
      const carry = (thenMs: number) => {
        letters += 1;
        return letters % every === 0 ? { afterMs: latencyMs, reply: busy } : granted.carry(thenMs);
      };
      return { ...granted, carry };
    },
  };
}

/** Takes so many letters a second and sends the others away, without a word of why. */
export function overloaded(perSecond: number, latencyMs: number): SimulatedReceiver {
  const bucket = tokenBucket(perSecond, latencyMs, busy);
  return { ...bucket, name: `overloaded by more than ${perSecond} letters a second` };
}

/** Stands behind a balancer of several hosts, one of which says 421 to everything. The others grant `cap` connections in all. */
export function oneBadHost(hosts: number, cap: number, latencyMs: number): SimulatedReceiver {
  const good = cappedConnections(cap, latencyMs);
  let turn = 0;
  return {
    ...good,
    name: `one bad host of ${hosts}, ${cap} connections`,
    connect(nowMs) {
      turn += 1;
      return turn % hosts === 0 ? busy : good.connect(nowMs);
    },
  };
}

/** Works on so many letters a second and lets the others wait; what would wait too long is told to come again. */
export function growingLatency(perSecond: number, latencyMs: number, longestMs: number): SimulatedReceiver {
  let freeMs = 0;
  const carry = (nowMs: number) => {
    const waitMs = Math.max(0, freeMs - nowMs);
    if (waitMs > longestMs) return { afterMs: latencyMs, reply: busy };
    freeMs = Math.max(freeMs, nowMs) + 1_000 / perSecond;
    return { afterMs: latencyMs + waitMs, reply: taken };
  };
  return {
    name: `latency that grows with load, ${perSecond} letters a second`,
    capacity: perSecond,
    connect: () => ({ carry, close() {} }),
  };
}
