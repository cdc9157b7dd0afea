import type { Words } from '../language/language.tsx';

/** What the editor says by itself; in English it says it already. */
export const phrases: Words<Readonly<Record<string, string>>> = {
  ja: {
    Find: '検索',
    Replace: '置換',
    next: '次へ',
    previous: '前へ',
    all: 'すべて',
    'match case': '大文字小文字を区別',
    'by word': '単語単位',
    regexp: '正規表現',
    replace: '置換',
    'replace all': 'すべて置換',
    close: '閉じる',
    'current match': '現在の一致',
    'replaced $ matches': '$ 件を置換しました',
    'replaced match on line $': '$ 行目を置換しました',
    'on line': '行',
    'Go to line': '行へ移動',
    go: '移動',
    'Fold line': '折りたたむ',
    'Unfold line': '開く',
    'folded code': '折りたたみ',
    unfold: '開く',
    Completions: '候補',
    Diagnostics: '指摘',
    'No diagnostics': '指摘はありません',
  },
  en: {},
};
