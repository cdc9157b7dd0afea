import type { BeforeDot, Line, Transmission, Transport } from '@hikyaku/delivery';
import type { ClearedLetter } from '@hikyaku/suppression';
import { readFacts } from './composer.ts';
import { pauseFor } from './pause-for.ts';
import type { Pulse } from './pulse.ts';
import type { LetterName } from './record.ts';
import type { Stage } from './stage.ts';

/**
 * A receiver in memory, as one process reaches it. The dialogue is the process's: it freezes and dies with it. A dot once written
 * is the receiver's business, whatever happens to the process.
 */
export function simulatedTransport(stage: Stage, pulse: Pulse): Transport {
  return {
    open: async () => {
      await pulse.pass(pauseFor(stage.random.below(3)));
      return simulatedLine(stage, pulse);
    },
  };
}

function simulatedLine(stage: Stage, pulse: Pulse): Line {
  const { weather, random, onTheWay, steps } = stage;
  let usable = true;
  let carried = 0;
  return {
    get usable() {
      return usable;
    },
    close() {
      usable = false;
    },
    async transmit(letter: ClearedLetter, beforeDot: BeforeDot): Promise<Transmission> {
      const lineWasFresh = carried++ === 0;
      await pulse.pass(pauseFor(random.below(weather.dialogueMs)));
      if (stage.phase === 'storm' && random.chance(weather.deferred / 2)) return replied('rcpt', 451);
      if (stage.phase === 'storm' && random.chance(weather.brokenLines)) {
        usable = false;
        return { kind: 'broken', when: 'before-dot', error: 'reset', lineWasFresh };
      }
      const name = letterName(letter);
      const passage = `${name}/${letter.attempt}`;
      onTheWay.set(passage, pulse);
      if (!beforeDot() && steps.asksBeforeTheDot) {
        onTheWay.delete(passage);
        return { kind: 'withdrawn' };
      }
      // Frozen between its last check and the dot: the dot follows when it thaws, or never.
      await pulse.pass(Promise.resolve());
      onTheWay.set(passage, undefined);
      return pulse.pass(receive(stage, name, letter));
    },
  };
}

async function receive(stage: Stage, name: LetterName, letter: ClearedLetter): Promise<Transmission> {
  const { weather, random, record } = stage;
  await pauseFor(random.below(weather.travelMs) * (random.chance(weather.slowTravel) ? 10 : 1));
  record.dots.push({
    letter: name,
    campaignId: letter.ref.campaignId,
    person: letter.ref.addressKey.toString('hex'),
    attempt: letter.attempt,
    askedAt: letter.askedAtMs,
    at: performance.now(),
    ...readFacts(letter.bytes),
  });
  await pauseFor(random.below(weather.answerMs));
  stage.onTheWay.delete(`${name}/${letter.attempt}`);
  if (stage.phase === 'storm') {
    if (random.chance(weather.deferred)) return replied('dot', 451);
    if (random.chance(weather.bounced)) return replied('dot', 550);
  }
  record.acceptances.push({ letter: name, attempt: letter.attempt, at: performance.now() });
  await pauseFor(random.below(3));
  if (stage.phase === 'storm' && random.chance(weather.lostReplies)) {
    return { kind: 'broken', when: 'after-dot', error: 'reset', lineWasFresh: true };
  }
  return replied('dot', 250);
}

function letterName({ ref }: ClearedLetter): LetterName {
  return `${ref.campaignId}/${ref.addressKey.toString('hex')}/${ref.letterNo}`;
}

function replied(stage: 'rcpt' | 'dot', code: number): Transmission {
  const enhanced = `${Math.floor(code / 100)}.0.0`;
  return { kind: 'replied', stage, reply: { code, enhanced, text: 'said the receiver' } };
}
