import type { Words } from '../language/language.tsx';
import type { BlockName } from './blocks.ts';
import type { Unfit } from './letter-tree.ts';

/** The words of the visual editor. */
export const words: Words<{
  open: string;
  title: string;
  back: string;
  toSource: string;
  loading: string;
  saving: string;
  saved: string;
  unsaved: string;
  undo: string;
  redo: string;
  view: string;
  edit: string;
  preview: string;
  wide: string;
  phone: string;
  screen: string;
  canvas: string;
  blocks: string;
  blocksLead: string;
  block: Record<BlockName, string>;
  structure: string;
  piece: string;
  nothingChosen: string;
  names: Record<string, string>;
  condition: (what: string) => string;
  repeat: (what: string) => string;
  otherwise: string;
  end: string;
  comment: string;
  other: (tag: string) => string;
  buttonWords: string;
  wordsSource: string;
  write: string;
  notInPlace: string;
  keptSource: string;
  keptLead: string;
  pairLead: string;
  up: string;
  down: string;
  double: string;
  remove: string;
  text: string;
  bold: string;
  italic: string;
  underline: string;
  list: string;
  link: string;
  linkTo: string;
  setLink: string;
  unlink: string;
  plain: string;
  done: string;
  unfitTitle: string;
  unfit: Record<Unfit['why'], (line: string) => string>;
  narrowTitle: string;
  narrowLead: string;
  noSource: string;
}> = {
  ja: {
    open: 'ビジュアルエディタで編集',
    title: 'ビジュアルエディタ',
    back: '戻る',
    toSource: 'ソースエディタで開く',
    loading: 'ビジュアルエディタを読み込んでいます',
    saving: '保存しています…',
    saved: '保存しました',
    unsaved: 'まだ保存できていません',
    undo: '元に戻す',
    redo: 'やり直す',
    view: '表示の切り替え',
    edit: '編集',
    preview: 'プレビュー',
    wide: 'パソコン',
    phone: 'スマートフォン',
    screen: '画面の幅',
    canvas: '手紙の編集',
    blocks: '部品',
    blocksLead: '押すと選んだところの次に入ります。手紙の上へドラッグもできます。',
    block: {
      one: '1 段',
      two: '2 段',
      three: '3 段',
      text: '文章',
      image: '画像',
      button: 'ボタン',
      divider: '区切り線',
      spacer: '余白',
    },
    structure: '構成',
    piece: '選んだ部品',
    nothingChosen:
      '手紙の中か「構成」から、直したいところを選んでください。文章はダブルクリックでその場で書き直せます。',
    names: {
      'mj-body': '手紙全体',
      'mj-wrapper': '囲み',
      'mj-section': '区画',
      'mj-group': 'まとまり',
      'mj-column': '段',
      'mj-hero': '大きな画像',
      'mj-text': '文章',
      'mj-button': 'ボタン',
      'mj-image': '画像',
      'mj-divider': '区切り線',
      'mj-spacer': '余白',
      'mj-table': '表',
      'mj-raw': 'HTML',
      'mj-social': 'SNS のリンク',
    },
    condition: (what) => `もし ${what} なら`,
    repeat: (what) => `${what} の数だけ繰り返す`,
    otherwise: 'そうでなければ',
    end: 'ここまで',
    comment: 'コメント',
    other: (tag) => tag,
    buttonWords: 'ボタンの文字',
    wordsSource: '文章の HTML',
    write: 'その場で書き直す',
    notInPlace:
      'この文章には、その場で編集すると失われる書き方（表の中の繰り返しなど）があります。下の欄で直してください。',
    keptSource: 'ソース',
    keptLead: '形を変えずにそのまま保たれます。内容はここで直せます。',
    pairLead: '条件や繰り返しの目印です。外すと、対になる目印も一緒に外れ、間にある部品は残ります。',
    up: '上へ',
    down: '下へ',
    double: '複製',
    remove: '外す',
    text: '文章の書式',
    bold: '太字',
    italic: '斜体',
    underline: '下線',
    list: '箇条書き',
    link: 'リンク',
    linkTo: 'リンク先のアドレス',
    setLink: 'リンクにする',
    unlink: 'リンクを外す',
    plain: '書式を消す',
    done: '書き終える',
    unfitTitle: 'この手紙はソースエディタで編集してください',
    unfit: {
      'no-body': () => 'mj-body が見つからないため、見たままの形では開けません。内容は何も変えていません。',
      tags: (line) =>
        `${line} 行目のタグの対応が合っていないため、見たままの形では開けません。内容は何も変えていません。`,
      'loose-words': (line) =>
        `${line} 行目に、どの部品にも入っていない文字があります。見たままの形では失われるため、開きませんでした。`,
      blocks: (line) =>
        `${line} 行目の {{#…}} と {{/…}} が、部品をまたいでいるか対になっていません。崩さずに表示できないため、開きませんでした。`,
      'tag-blocks': (line) =>
        `${line} 行目のタグの中に {{…}} の条件があります。崩さずに表示できないため、開きませんでした。`,
    },
    narrowTitle: '広い画面でお使いください',
    narrowLead:
      'ビジュアルエディタには広い画面が要ります。スマートフォンでは、ソースエディタとプレビューのほうが楽に直せます。',
    noSource:
      'この手紙には MJML のソースがありません。テンプレートのまま使うか、「MJML を編集」を選んでから開いてください。',
  },
  en: {
    open: 'Edit visually',
    title: 'Visual editor',
    back: 'Back',
    toSource: 'Open the source editor',
    loading: 'Loading the visual editor',
    saving: 'Saving…',
    saved: 'Saved',
    unsaved: 'Not saved yet',
    undo: 'Undo',
    redo: 'Redo',
    view: 'What to look at',
    edit: 'Edit',
    preview: 'Preview',
    wide: 'Desktop',
    phone: 'Phone',
    screen: 'Width of the screen',
    canvas: 'The letter',
    blocks: 'Pieces',
    blocksLead: 'Press one and it goes in after what you have chosen, or drag it onto the letter.',
    block: {
      one: '1 column',
      two: '2 columns',
      three: '3 columns',
      text: 'Text',
      image: 'Image',
      button: 'Button',
      divider: 'Divider',
      spacer: 'Space',
    },
    structure: 'Structure',
    piece: 'Chosen piece',
    nothingChosen: 'Choose something in the letter or under “Structure”. Double-click a text to write in it.',
    names: {
      'mj-body': 'The whole letter',
      'mj-wrapper': 'Frame',
      'mj-section': 'Section',
      'mj-group': 'Group',
      'mj-column': 'Column',
      'mj-hero': 'Hero',
      'mj-text': 'Text',
      'mj-button': 'Button',
      'mj-image': 'Image',
      'mj-divider': 'Divider',
      'mj-spacer': 'Space',
      'mj-table': 'Table',
      'mj-raw': 'HTML',
      'mj-social': 'Social links',
    },
    condition: (what) => `If ${what}`,
    repeat: (what) => `For each of ${what}`,
    otherwise: 'Otherwise',
    end: 'End',
    comment: 'Comment',
    other: (tag) => tag,
    buttonWords: 'Words on the button',
    wordsSource: 'HTML of the text',
    write: 'Write in its place',
    notInPlace:
      'This text holds something that editing in place would lose, such as a loop within a table. Change it below.',
    keptSource: 'Source',
    keptLead: 'It is kept exactly as it is. You can change it here.',
    pairLead:
      'It marks a condition or a loop. When you remove it its other mark goes, too, and what stands between them stays.',
    up: 'Up',
    down: 'Down',
    double: 'Duplicate',
    remove: 'Remove',
    text: 'Format of the text',
    bold: 'Bold',
    italic: 'Italic',
    underline: 'Underline',
    list: 'List',
    link: 'Link',
    linkTo: 'Address of the link',
    setLink: 'Make it a link',
    unlink: 'Remove the link',
    plain: 'Clear the format',
    done: 'Done',
    unfitTitle: 'Please edit this letter as source',
    unfit: {
      'no-body': () => 'There is no mj-body in it, so it cannot be shown as it looks. Nothing was changed.',
      tags: (line) => `The tags on line ${line} do not match, so it cannot be shown as it looks. Nothing was changed.`,
      'loose-words': (line) =>
        `On line ${line} there are words that stand in no piece. They would be lost here, so it was not opened.`,
      blocks: (line) =>
        `On line ${line} a {{#…}} and its {{/…}} are no pair, or reach across pieces. That cannot be shown without loss, so it was not opened.`,
      'tag-blocks': (line) =>
        `On line ${line} a tag has a {{…}} condition among its attributes. That cannot be shown without loss, so it was not opened.`,
    },
    narrowTitle: 'This needs a wider screen',
    narrowLead: 'The visual editor needs room. On a phone the source editor with its preview is easier to work with.',
    noSource: 'This letter has no MJML of its own. Use its template as it is, or choose “Edit its MJML” first.',
  },
};
