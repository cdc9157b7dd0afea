import { describe, expect, it } from '@jest/globals';
import type { Held } from './letter-holder.ts';
import { rememberLists } from './remember-lists.ts';
import type { TokenSubject } from './unsubscribe-token.ts';

const subject = (listId: string | null, key = 0): TokenSubject => ({
  workspaceId: '1',
  listId,
  ref: { campaignId: '9', addressKey: Buffer.alloc(16, key), letterNo: 0 },
});
const holder = {
  senderName: '株式会社くも',
  locale: 'ja' as const,
  listName: '週刊くも',
  maskedEmail: 'h***@d***.jp',
  stopped: { list: true, marketing: true },
};

function counted(answer: Held | undefined) {
  const asked: (string | null)[] = [];
  let now = 0;
  const recall = rememberLists(
    async ({ listId }) => {
      asked.push(listId);
      return answer;
    },
    () => now,
  );
  return { asked, recall, pass: (ms: number) => (now += ms) };
}

describe('rememberLists', () => {
  it('asks once a minute about a list, whoever leaves it, and keeps nothing of the person', async () => {
    const { asked, recall, pass } = counted({ holder });
    const nobody = { ...holder, maskedEmail: null, stopped: { list: false, marketing: false } };
    for (const key of [1, 2, 3]) expect(await recall(subject('5', key))).toEqual({ holder: nobody });
    await recall(subject(null));
    expect(asked).toEqual(['5', null]);
    pass(60_001);
    await recall(subject('5'));
    expect(asked).toEqual(['5', null, '5']);
  });

  it('remembers no list that is not there, and no silence of the database', async () => {
    for (const answer of [{}, undefined]) {
      const { asked, recall } = counted(answer);
      expect([await recall(subject('5')), await recall(subject('5'))]).toEqual([answer, answer]);
      expect(asked).toHaveLength(2);
    }
  });

  it('remembers a thousand lists at most', async () => {
    const { asked, recall } = counted({ holder });
    for (let n = 0; n <= 1_000; n++) await recall(subject(String(n)));
    await recall(subject('0'));
    expect(asked).toHaveLength(1_002);
  });
});
