import type { Words } from '../language/language.tsx';

/** The words of the pictures. */
export const words: Words<{
  images: string;
  lead: string;
  upload: string;
  drop: string;
  uploading: (name: string) => string;
  tooLarge: (name: string, megabytes: string) => string;
  otherKind: (name: string) => string;
  refused: (name: string, why: string) => string;
  none: string;
  noneLead: string;
  size: (width: number, height: number, kilobytes: string) => string;
  remove: string;
  removeName: (name: string) => string;
  inUse: string;
  copy: string;
  copied: string;
  choose: string;
  chooseFor: (what: string) => string;
  chooseName: (name: string) => string;
  alt: string;
  altHint: string;
  put: string;
  close: string;
  more: string;
}> = {
  ja: {
    images: '画像',
    lead: '手紙に入れる画像です。幅 1,200 ピクセルまでに縮め、撮影場所などの記録を取り除いて保存します。',
    upload: '画像をアップロード',
    drop: 'ここに画像を落としても追加できます。PNG、JPEG、GIF、WebP、5 MB まで。',
    uploading: (name) => `${name} を送っています…`,
    tooLarge: (name, megabytes) =>
      `${name} は ${megabytes} MB あります。5 MB までに小さくしてから、もう一度選んでください。`,
    otherKind: (name) =>
      `${name} は PNG、JPEG、GIF、WebP のどれでもありません（SVG はメールソフトで表示されません）。保存し直してから選んでください。`,
    refused: (name, why) => `${name}: ${why}`,
    none: '画像がまだありません',
    noneLead: 'アップロードした画像は、どのキャンペーンでも使えます。',
    size: (width, height, kilobytes) => `${width} × ${height}、${kilobytes} KB`,
    remove: '一覧から外す',
    removeName: (name) => `${name} を一覧から外す`,
    inUse: 'キャンペーンかテンプレートで使われているため、外せません。送った手紙からも消えてしまうためです。',
    copy: 'アドレスをコピー',
    copied: 'コピーしました',
    choose: '画像を入れる',
    chooseFor: (what) => `画像を選ぶ: ${what}`,
    chooseName: (name) => `${name} を選ぶ`,
    alt: '画像の説明',
    altHint: '画像を見られない人と、読み上げで聞く人に届く一文です。飾りの画像なら空のままで構いません。',
    put: '入れる',
    close: '閉じる',
    more: 'さらに表示',
  },
  en: {
    images: 'Pictures',
    lead: 'For your letters. They are made no wider than 1,200 pixels, and rid of what the camera noted, such as the place.',
    upload: 'Upload a picture',
    drop: 'Or drop pictures here: PNG, JPEG, GIF or WebP, 5 MB at most.',
    uploading: (name) => `Uploading ${name}…`,
    tooLarge: (name, megabytes) => `${name} has ${megabytes} MB; make it smaller than 5 MB and choose it again.`,
    otherKind: (name) =>
      `${name} is no PNG, JPEG, GIF or WebP (mail programs do not show SVG); save it as one of these and choose it again.`,
    refused: (name, why) => `${name}: ${why}`,
    none: 'There are no pictures yet',
    noneLead: 'What you upload can be used in every campaign.',
    size: (width, height, kilobytes) => `${width} × ${height}, ${kilobytes} KB`,
    remove: 'Take out of the library',
    removeName: (name) => `Take ${name} out of the library`,
    inUse: 'A campaign or a template shows it, so it stays: letters that were sent would lose it.',
    copy: 'Copy address',
    copied: 'Copied',
    choose: 'Insert a picture',
    chooseFor: (what) => `Choose a picture: ${what}`,
    chooseName: (name) => `Choose ${name}`,
    alt: 'What it shows',
    altHint: 'A sentence for people who do not see the picture. Leave it empty for mere decoration.',
    put: 'Insert',
    close: 'Close',
    more: 'Show more',
  },
};
