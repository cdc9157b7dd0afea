import type { Words } from '../language/language.tsx';

/** The words of a workspace's own templates. */
export const words: Words<{
  own: string;
  builtIn: string;
  changed: (when: string) => string;
  copy: string;
  write: string;
  name: string;
  missing: string;
  sampleValues: string;
  sampleValuesLead: string;
  versions: string;
  versionsLead: string;
  noVersions: string;
  keptAsVersion: string;
  version: (number: number, when: string) => string;
  restore: string;
  restoreNamed: (number: number) => string;
  restored: string;
  remove: string;
  removeTitle: string;
  removeLead: string;
  removeIt: string;
  cancel: string;
  preview: string;
  dark: string;
  saveAs: string;
  saveAsLead: string;
  save: string;
  kept: (name: string) => string;
  open: string;
  saving: string;
  saved: string;
  unsaved: string;
  source: string;
  more: string;
}> = {
  ja: {
    own: '自分のテンプレート',
    builtIn: '用意されたテンプレート',
    changed: (when) => `${when}に変更`,
    copy: '自分用に写して編集',
    write: 'このテンプレートで書く',
    name: 'テンプレートの名前',
    missing: '入力してください。',
    sampleValues: '見本の値',
    sampleValuesLead: 'このテンプレートで書き始めるときに入っている文章です。',
    versions: '以前の版',
    versionsLead: '10 分以上そのままだった内容は、変える前に版として残ります。',
    noVersions: 'まだ版はありません。',
    keptAsVersion: '自分の内容で保存しても、相手の内容は版として残り、あとから戻せます。',
    version: (number, when) => `版 ${number}（${when}）`,
    restore: 'この版に戻す',
    restoreNamed: (number) => `版 ${number} に戻す`,
    restored: '戻しました。直前の内容も版として残っています。',
    remove: 'テンプレートを外す…',
    removeTitle: 'テンプレートを外しますか',
    removeLead: '一覧から外します。このテンプレートで書いている下書きは、そのまま使えます。',
    removeIt: '外す',
    cancel: 'やめる',
    preview: 'プレビュー',
    dark: '暗い画面',
    saveAs: 'テンプレートとして保存…',
    saveAsLead: '件名、本文、いまの文章を、次から選べるテンプレートにします。',
    save: '保存する',
    kept: (name) => `「${name}」を保存しました。`,
    open: '開く',
    saving: '保存しています…',
    saved: '保存しました',
    unsaved: 'まだ保存できていません',
    source: '{{contact.name}} は一人ひとりの値、{{data.…}} は書くたびに変わる文章です。',
    more: 'さらに表示',
  },
  en: {
    own: 'Your own templates',
    builtIn: 'Templates to begin with',
    changed: (when) => `Changed ${when}`,
    copy: 'Make it yours and edit',
    write: 'Write with this template',
    name: 'Name of the template',
    missing: 'Please fill this in.',
    sampleValues: 'Sample values',
    sampleValuesLead: 'The words that are there when somebody begins with this template.',
    versions: 'Earlier versions',
    versionsLead: 'What stood unchanged for ten minutes is kept as a version before it is changed.',
    noVersions: 'There are none yet.',
    keptAsVersion: 'If you save yours, theirs is kept as a version and can be brought back.',
    version: (number, when) => `Version ${number} (${when})`,
    restore: 'Bring this one back',
    restoreNamed: (number) => `Bring version ${number} back`,
    restored: 'It is back. What was there a moment ago is kept as a version, too.',
    remove: 'Remove the template…',
    removeTitle: 'Remove this template?',
    removeLead: 'It goes out of the gallery. Drafts that are written with it keep it.',
    removeIt: 'Remove it',
    cancel: 'Cancel',
    preview: 'Preview',
    dark: 'Dark screen',
    saveAs: 'Save as a template…',
    saveAsLead: 'Subject, body and present words become a template to choose next time.',
    save: 'Save',
    kept: (name) => `“${name}” is saved.`,
    open: 'Open it',
    saving: 'Saving…',
    saved: 'Saved',
    unsaved: 'Not saved yet',
    source: '{{contact.name}} is each reader’s own value, {{data.…}} the words of each letter.',
    more: 'Show more',
  },
};
