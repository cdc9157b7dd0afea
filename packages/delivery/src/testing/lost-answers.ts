import type { Db } from '@hikyaku/database';
import type { KyselyPlugin, QueryId, RootOperationNode } from 'kysely';

/** A database whose answers can be lost: the statement is carried out, and whoever asked never learns that. */
export function losingAnswers(db: Db): { db: Db; loseNext: (words: string) => void } {
  let lost: string | undefined;
  const doomed = new WeakSet<QueryId>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (lost !== undefined && textOf(node).includes(lost)) {
        lost = undefined;
        doomed.add(queryId);
      }
      return node;
    },
    async transformResult({ result, queryId }) {
      if (doomed.has(queryId)) throw new Error('the answer was lost');
      return result;
    },
  };
  return {
    db: db.withPlugin(plugin),
    loseNext: (words) => {
      lost = words;
    },
  };
}

function textOf(node: RootOperationNode): string {
  return node.kind === 'RawNode' ? node.sqlFragments.join('?') : '';
}
