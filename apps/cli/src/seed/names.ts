/** The commonest family names of Japan and how many of ten thousand people have each, roughly; others make up the rest. */
export const familyNames: readonly (readonly [name: string, reading: string, share: number])[] = [
  ['佐藤', 'sato', 150],
  ['鈴木', 'suzuki', 143],
  ['高橋', 'takahashi', 113],
  ['田中', 'tanaka', 107],
  ['伊藤', 'ito', 86],
  ['渡辺', 'watanabe', 85],
  ['山本', 'yamamoto', 84],
  ['中村', 'nakamura', 84],
  ['小林', 'kobayashi', 82],
  ['加藤', 'kato', 71],
];

/** Given names, each as likely as another. */
export const givenNames: readonly (readonly [name: string, reading: string])[] = [
  ['花子', 'hanako'],
  ['太郎', 'taro'],
  ['さくら', 'sakura'],
  ['健一', 'kenichi'],
  ['翼', 'tsubasa'],
  ['美咲', 'misaki'],
  ['翔太', 'shota'],
  ['陽菜', 'hina'],
];

/** Where they have their mailboxes: most at few, the rest at as many companies as there are hundreds of people. */
export const receivers: readonly (readonly [domain: string, share: number])[] = [
  ['gmail.example', 380],
  ['docomo.example', 110],
  ['yahoo.example', 160],
  ['icloud.example', 90],
];

/** Time zones of those who do not live as most do, and how many of a thousand each has. */
export const zones: readonly (readonly [zone: string, share: number])[] = [
  ['America/Los_Angeles', 25],
  ['America/New_York', 20],
  ['Europe/London', 15],
  ['Europe/Paris', 10],
  ['Asia/Singapore', 15],
  ['Australia/Sydney', 10],
  ['America/Sao_Paulo', 5],
];
