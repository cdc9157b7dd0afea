import type { Words } from '../language/language.tsx';

/** The words for narrowing an audience by segments and exclusions. */
export const words: Words<{
  narrow: string;
  narrowLead: string;
  noSegments: string;
  make: string;
  exclude: string;
  excludeLead: string;
  segment: (name: string) => string;
  outsideSegments: (count: string) => string;
  excluded: (count: string) => string;
}> = {
  ja: {
    narrow: 'セグメントで絞り込む',
    narrowLead: '選ぶと、リストの人のうち、いずれかのセグメントに当てはまる人にだけ届きます。',
    noSegments: 'セグメントはまだありません。',
    make: 'セグメントをつくる',
    exclude: '除く',
    excludeLead: '選んだリストやセグメントの人には届きません。',
    segment: (name) => `セグメント「${name}」`,
    outsideSegments: (count) => `セグメントに当てはまらない ${count} 人`,
    excluded: (count) => `除いた ${count} 人`,
  },
  en: {
    narrow: 'Narrow by segments',
    narrowLead: 'With any of these, only people on the lists who are in one of them get it.',
    noSegments: 'There are no segments yet.',
    make: 'Make a segment',
    exclude: 'Leave out',
    excludeLead: 'Nobody on these lists or in these segments gets it.',
    segment: (name) => `Segment “${name}”`,
    outsideSegments: (count) => `${count} in no such segment`,
    excluded: (count) => `${count} left out`,
  },
};
