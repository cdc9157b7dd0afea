import type { Words } from '../language/language.tsx';

/** The words for two who write on the same thing. */
export const words: Words<{
  somebody: string;
  named: (name: string) => string;
  joined: (facts: { who: string; when: string }) => string;
  joinedHere: (when: string) => string;
  both: (facts: { who: string; when: string }) => string;
  bothHere: (when: string) => string;
  bothLead: (fields: readonly string[]) => string;
  first: string;
  mine: string;
  theirs: string;
  fields: Readonly<Record<string, string>>;
}> = {
  ja: {
    somebody: 'ほかの人',
    named: (name) => `${name} さん`,
    joined: ({ who, when }) => `${who}も編集しています（${when}に変更）。変更はこの画面に反映されました。`,
    joinedHere: (when) => `別の画面でも編集しています（${when}に変更）。変更はこの画面に反映されました。`,
    both: ({ who, when }) => `${who}が${when}に、同じところを変更しました`,
    bothHere: (when) => `別の画面で${when}に、同じところを変更しています`,
    bothLead: (fields) =>
      `${fields.join('、')}が食い違っています。あなたが書いた内容は画面に残っていますが、まだ保存していません。どちらを残しますか。`,
    first: 'ページを離れる前に、どちらを残すか選んでください。',
    mine: '自分の内容で保存する',
    theirs: '相手の内容にする',
    fields: {
      name: '名前',
      rule: '条件',
      lists: '宛先のリスト',
      segments: '絞り込むセグメント',
      exclude: '除く人',
      from: '差出人',
      replyTo: '返信先',
      subject: '件名',
      preheader: 'プリヘッダー',
      template: 'テンプレート',
      mjml: '本文',
      html: '本文',
      text: '本文',
      data: '差し込む文章',
      locale: '言語',
    },
  },
  en: {
    somebody: 'Somebody else',
    named: (name) => name,
    joined: ({ who, when }) => `${who} is writing here, too (changed ${when}). What they changed is shown.`,
    joinedHere: (when) => `You are writing this in another window, too (changed ${when}). What changed there is shown.`,
    both: ({ who, when }) => `${who} changed the same thing ${when}`,
    bothHere: (when) => `You changed the same thing in another window ${when}`,
    bothLead: (fields) =>
      `You differ in: ${fields.join(', ')}. What you wrote is still here, and not saved yet. Whose is to stay?`,
    first: 'Choose before you leave the page.',
    mine: 'Save mine',
    theirs: 'Take theirs',
    fields: {
      name: 'name',
      rule: 'conditions',
      lists: 'lists',
      segments: 'segments',
      exclude: 'whom it leaves out',
      from: 'sender',
      replyTo: 'reply address',
      subject: 'subject',
      preheader: 'preheader',
      template: 'template',
      mjml: 'content',
      html: 'content',
      text: 'content',
      data: 'the words put in',
      locale: 'language',
    },
  },
};
