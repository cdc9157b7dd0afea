import type { Passed } from '@hikyaku/suppression';
import type { Scope } from './read-answer.ts';
import type { Visit } from './visit.ts';

/**
 * Carries out a "no" through the one verb behind every door, and says how it ended. A token without a list, or whose list is gone,
 * speaks of all marketing of its sender. Repeats change nothing (R8058-10).
 */
export async function sayNo(
  visit: Visit,
  asked: Scope,
  method: 'one-click' | 'page',
): Promise<{ passed: Passed; scope: Scope }> {
  const { deps, token, holder, request } = visit;
  const listId = asked === 'list' && holder.listName !== null ? token.listId : null;
  const scope: Scope = listId === null ? 'marketing' : 'list';
  const passed = await deps.door.leave(
    {
      saidAt: new Date(),
      person: { workspaceId: token.workspaceId, addressKey: token.ref.addressKey, scope, listId },
      source: method,
      details: {
        method,
        keyId: token.keyId,
        campaignId: token.ref.campaignId,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, longestUserAgent),
      },
    },
    deps.waiting,
  );
  deps.log.info({ method, scope, answer: passed.kind, ...factsOf(passed) }, 'left');
  return { passed, scope };
}

const longestUserAgent = 200;

function factsOf(passed: Passed) {
  if (passed.kind === 'recorded') return {};
  const { suppressed, takenBack, waitedMs } = passed;
  return { outcome: suppressed.outcome, takenBack, waitedMs: Math.round(waitedMs) };
}
