import type { Words } from '../language/language.tsx';

type Group = 'got' | 'missed' | 'uncertain';

/** The words for writing again to some of a campaign's people. */
export const words: Words<{
  title: string;
  lead: string;
  to: Record<Group, (people: string) => string>;
  draftName: (name: string) => string;
  segmentName: Record<Group, (name: string) => string>;
}> = {
  ja: {
    title: 'この結果をもとに、もう一度送る',
    lead: '同じ内容の下書きと、宛先を絞り込むセグメントをつくります。停止した人には、もう一度選んでも送りません。',
    to: {
      got: (people) => `受理された ${people} 人へ`,
      missed: (people) => `届かなかった ${people} 人へ`,
      uncertain: (people) => `届いたか不明の ${people} 人へ`,
    },
    draftName: (name) => `${name}（再送）`,
    segmentName: {
      got: (name) => `「${name}」が受理された人`,
      missed: (name) => `「${name}」が届かなかった人`,
      uncertain: (name) => `「${name}」が届いたか不明の人`,
    },
  },
  en: {
    title: 'Write again to some of them',
    lead: 'Makes a draft of the same content, and a segment that narrows its lists. Whoever has left stays out, chosen or not.',
    to: {
      got: (people) => `To the ${people} whose letter was accepted`,
      missed: (people) => `To the ${people} who did not get it`,
      uncertain: (people) => `To the ${people} who may have got it`,
    },
    draftName: (name) => `${name} (again)`,
    segmentName: {
      got: (name) => `Accepted: “${name}”`,
      missed: (name) => `Did not get “${name}”`,
      uncertain: (name) => `May have got “${name}”`,
    },
  },
};
