import type { Words } from '../language/language.tsx';

/** What is said about a subject and a preheader. */
export const words: Words<{
  subject: string;
  preheader: string;
  missing: string;
  fits: (width: number) => string;
  cut: (width: number, shown: string) => string;
  emoji: (count: number) => string;
  odd: (letters: string) => string;
  loud: string;
  reply: string;
  repeats: string;
  noPreheader: string;
}> = {
  ja: {
    subject: '件名',
    preheader: 'プリヘッダー',
    missing: '入力してください。',
    fits: (width) => `全角 ${width / 2} 文字分。スマートフォンの受信箱に収まります。`,
    cut: (width, shown) => `全角 ${width / 2} 文字分。スマートフォンで見えるのは「${shown}」までです。`,
    emoji: (count) => `絵文字が ${count} 個あります。広告らしく見えるので、ひとつまでがおすすめです。`,
    odd: (letters) => `「${letters}」は、古いメールソフトで文字化けすることがあります。`,
    loud: '感嘆符や大文字が続くと、迷惑メールに見えます。',
    reply: '返信でない手紙に Re: や Fwd: をつけると、読者を欺くことになります。',
    repeats: '件名と同じです。件名の続きになる一文を書いてください。',
    noPreheader: '空のままなら、テンプレートの一文か本文の冒頭が、受信箱で件名のあとに出ます。',
  },
  en: {
    subject: 'Subject',
    preheader: 'Preheader',
    missing: 'Please fill this in.',
    fits: (width) => `${width} characters wide: it fits in the mailbox of a phone.`,
    cut: (width, shown) => `${width} characters wide: a phone shows no more than “${shown}”.`,
    emoji: (count) => `There are ${count} emoji. More than one looks like advertising.`,
    odd: (letters) => `“${letters}” may come out as something else in old mail programs.`,
    loud: 'Rows of exclamation marks or capitals look like spam.',
    reply: 'Re: or Fwd: on a letter that is no reply deceives its reader.',
    repeats: 'It says the subject again: write what comes after it.',
    noPreheader: 'Left empty, the template’s own line or the first words follow the subject in the mailbox.',
  },
};
