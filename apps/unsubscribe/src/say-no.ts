import { type Left, leave } from '@hikyaku/suppression';
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
): Promise<{ left: Left; scope: Scope }> {
  const { deps, token, holder, request } = visit;
  const listId = asked === 'list' && holder.listName !== null ? token.listId : null;
  const scope: Scope = listId === null ? 'marketing' : 'list';
  const left = await leave(
    deps.db,
    [{ workspaceId: token.workspaceId, addressKey: token.ref.addressKey, scope, listId }],
    {
      reason: 'unsubscribed',
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
  deps.log.info(
    {
      method,
      scope,
      outcome: left.suppressed.outcome,
      answer: left.kind,
      takenBack: left.takenBack,
      waitedMs: Math.round(left.waitedMs),
    },
    'left',
  );
  return { left, scope };
}

const longestUserAgent = 200;
