import type { Words } from '../language/language.tsx';
import type { FieldName } from './piece-fields.ts';

/** What can be said of a piece, and how it is asked for. */
export const words: Words<{
  field: Record<FieldName, string>;
  address: string;
  aligns: { left: string; center: string; right: string };
  verticals: { top: string; middle: string; bottom: string };
  asBefore: string;
  pickColour: (what: string) => string;
}> = {
  ja: {
    field: {
      'background-color': '背景色',
      color: '文字の色',
      padding: '内側の余白',
      width: '幅',
      height: '高さ',
      'font-size': '文字の大きさ',
      'line-height': '行の高さ',
      align: '揃え',
      'vertical-align': '縦の揃え',
      href: 'リンク先',
      alt: '画像の説明',
      'border-radius': '角の丸み',
      'border-color': '線の色',
      'border-width': '線の太さ',
    },
    address: '例：https://example.jp/',
    aligns: { left: '左', center: '中央', right: '右' },
    verticals: { top: '上', middle: '中央', bottom: '下' },
    asBefore: '手紙の設定のまま',
    pickColour: (what) => `${what}を選ぶ`,
  },
  en: {
    field: {
      'background-color': 'Background',
      color: 'Colour of the words',
      padding: 'Padding',
      width: 'Width',
      height: 'Height',
      'font-size': 'Size of the words',
      'line-height': 'Line height',
      align: 'Alignment',
      'vertical-align': 'Vertical alignment',
      href: 'Link',
      alt: 'What the picture shows',
      'border-radius': 'Rounded corners',
      'border-color': 'Colour of the line',
      'border-width': 'Width of the line',
    },
    address: 'For instance: https://example.com/',
    aligns: { left: 'Left', center: 'Centre', right: 'Right' },
    verticals: { top: 'Top', middle: 'Middle', bottom: 'Bottom' },
    asBefore: 'As the letter says',
    pickColour: (what) => `Pick: ${what}`,
  },
};
