import type { RefusalName } from '../api/generated/operations.ts';

type Value = (name: string) => string;

/** In Japanese, by code, what cannot be done as things stand. The API says it in English. */
export const refusalWords: Readonly<Record<RefusalName, (value: Value) => string>> = {
  'campaign-status': (value) =>
    `このキャンペーンは${situations[value('status')] ?? '別の状態です'}。${wishes[value('verb')] ?? '操作'}はできません。${advice[value('status')] ?? 'いまの状態を確かめてください'}。`,
  'own-user': () => '自分自身は外せません。ほかのメンバーに頼んでください。',
  'last-user': () => '最後の一人なので外せません。先に、ほかの人を招いてください。',
  'last-key': () => '署名に使っている唯一の鍵なので、なくせません。先に新しい鍵をつくってください。',
  'picture-in-campaigns': (value) =>
    `キャンペーン${value('names')}で使われているため、消せません。送ったメールから画像が消えてしまいます。`,
  'picture-in-template': () => 'テンプレートで使われているため、消せません。',
  'edited-meanwhile': () => 'ほかの人が先に変更しています。読み込み直して、もう一度お試しください。',
  'segment-in-use': (value) =>
    `まだ始まっていないキャンペーン（${value('names')}）の宛先になっています。先にそちらを変えてください。`,
  'address-taken': () => 'このアドレスは、別の連絡先がすでに使っています。',
};

const situations: Readonly<Record<string, string>> = {
  draft: 'まだ下書きです',
  scheduled: '予約済みで、まだ始まっていません',
  preparing: '準備中です',
  sending: '送信中です',
  paused: '一時停止中です',
  cancelling: '取り消しの途中です',
  cancelled: '取り消し済みです',
  finished: '完了しています',
};

const wishes: Readonly<Record<string, string>> = {
  change: '編集',
  schedule: '予約',
  pause: '一時停止',
  resume: '再開',
  cancel: '取り消し',
  reopen: '再送',
  'follow-up': '結果をもとにした次の下書き',
};

const advice: Readonly<Record<string, string>> = {
  draft: '編集するか、予約してください',
  scheduled: '別の日時に予約し直すか、取り消してください',
  preparing: '一時停止するか、取り消してください',
  sending: '一時停止するか、取り消してください',
  paused: '再開するか、取り消してください',
  cancelling: '取り消しが終わるまでお待ちください',
  cancelled: '新しいキャンペーンをつくってください',
  finished: '新しいキャンペーンをつくってください',
};

/** In Japanese, by kind, what went wrong where nothing more is known. */
export const kindWords: Readonly<Record<string, string>> = {
  malformed: '内容を読み取れませんでした。入力を確かめて、もう一度お試しください。',
  unauthorized: 'もう一度サインインしてください。',
  'cross-site': 'このページからの操作ではないため、受け付けられません。ページを読み込み直してください。',
  'not-found': '見つかりません。ほかの人が消したか、別のワークスペースのものかもしれません。',
  'method-not-allowed': 'この操作はできません。ページを読み込み直してください。',
  conflict: 'いまの状態では、この操作はできません。ページを読み込み直して確かめてください。',
  'repeat-under-way': '前の操作がまだ終わっていません。少し待ってから確かめてください。',
  'too-large': '大きすぎるため、受け付けられません。小さくして、もう一度お試しください。',
  'unsupported-media-type': 'この種類のファイルは受け付けられません。',
  invalid: '受け付けられない値があります。入力を確かめてください。',
  'key-reused': '同じ操作が別の内容で送られました。ページを読み込み直してください。',
  'too-many-attempts': '回数が多すぎます。しばらく待って、もう一度お試しください。',
  internal: 'サーバーで問題が起きました。もう一度試しても直らなければ、運用担当者に知らせてください。',
  unavailable: 'いまは応答できません。少し待って、もう一度お試しください。',
};

/** In Japanese, by the field it stands in, what a value that the API refuses should be. */
export const valueWords: Readonly<Record<string, string>> = {
  email: 'メールアドレスの形になっていないか、メールを送れないアドレスです。例：name@example.jp',
  to: 'メールアドレスの形になっていません。例：name@example.jp',
  replyTo: '返信先がメールアドレスの形になっていません。例：name@example.jp',
  domain: 'ドメインの形になっていません。例：news.example.jp',
  name: '名前は、改行のない一行で、空にせず書いてください。',
  subject: '件名は、改行のない一行で書いてください。',
  preheader: 'プリヘッダーは、改行のない一行で書いてください。',
  legalName: '正式な名称は、改行のない一行で、空にせず書いてください。',
  postalAddress: '住所は、改行のない一行で、空にせず書いてください。',
  contact: '問い合わせ先は、改行のない一行で、空にせず書いてください。',
  consent: '送ってよい根拠と、どこで得たかを書いてください。',
  lists: 'リストが見つかりません。選び直してください。',
  segments: 'セグメントが見つかりません。選び直してください。',
  exclude: '除くリストが見つかりません。選び直してください。',
  note: '理由を書いてください。',
  reason: '理由を書いてください。',
  password: 'パスワードが短すぎるか、使えない文字が入っています。',
  at: 'これからの日時を選んでください。',
  localAt: 'これからの日時を選んでください。',
};
