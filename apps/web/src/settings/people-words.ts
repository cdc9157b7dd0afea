import type { Words } from '../language/language.tsx';

/** The words of API keys and of the people who may sign in. */
export const words: Words<{
  keysLead: string;
  keyName: string;
  keyNameHint: string;
  makeKey: string;
  noKeys: string;
  noKeysLead: string;
  keyMade: string;
  keyMadeLead: string;
  lastUsed: (when: string) => string;
  neverUsed: string;
  madeAt: (day: string) => string;
  endedAt: (day: string) => string;
  ended: (count: number) => string;
  endKey: string;
  endKeyTitle: (name: string) => string;
  endKeyLead: string;
  peopleLead: string;
  personName: string;
  personEmail: string;
  letIn: string;
  noAddress: string;
  letInDone: (name: string) => string;
  passwordLead: string;
  password: string;
  newPassword: string;
  newPasswordTitle: (name: string) => string;
  newPasswordLead: string;
  remove: string;
  removeTitle: (name: string) => string;
  removeLead: string;
  you: string;
  missing: string;
}> = {
  ja: {
    keysLead: 'プログラムが API を使うための鍵です。用途ごとに分けておくと、止めたい鍵だけを止められます。',
    keyName: '新しい鍵の名前',
    keyNameHint: '何に使うか。例：ネットショップ（この鍵で行った操作は、この名前で記録されます）',
    makeKey: '鍵をつくる',
    noKeys: 'API キーはまだありません',
    noKeysLead: 'プログラムから連絡先を登録したり、取引メールを送ったりするときにつくります。',
    keyMade: '鍵ができました',
    keyMadeLead: 'この鍵が表示されるのは、この一度だけです。いま控えて、安全な場所に保管してください。',
    lastUsed: (when) => `最終利用 ${when}`,
    neverUsed: '未使用',
    madeAt: (day) => `${day} 作成`,
    endedAt: (day) => `${day} に停止`,
    ended: (count) => `停止した鍵 ${count} 件`,
    endKey: '停止する',
    endKeyTitle: (name) => `鍵「${name}」を停止しますか`,
    endKeyLead: 'この鍵を使うプログラムは、次の操作から拒否されます。元には戻せません。',
    peopleLead: 'この画面にサインインできる人です。操作は、それぞれの名前で記録されます。',
    personName: '名前',
    personEmail: 'メールアドレス',
    letIn: 'メンバーを追加',
    noAddress: 'メールアドレスの形になっていません。例：hanako@example.jp',
    letInDone: (name) => `${name} さんのパスワード`,
    passwordLead:
      '表示されるのは、この一度だけです。安全な方法で本人に伝えてください。本人は「アカウント」で変更できます。',
    password: 'パスワード',
    newPassword: '新しいパスワード',
    newPasswordTitle: (name) => `${name} さんに新しいパスワードを発行しますか`,
    newPasswordLead: 'いまのパスワードは使えなくなり、すべての端末でサインアウトされます。',
    remove: '外す',
    removeTitle: (name) => `${name} さんをメンバーから外しますか`,
    removeLead: 'すべての端末ですぐにサインアウトされ、サインインできなくなります。これまでの操作の記録は残ります。',
    you: 'あなた',
    missing: '入力してください。',
  },
  en: {
    keysLead: 'What programs use the API with. One for each purpose, so that you can end one without the others.',
    keyName: 'Name of a new key',
    keyNameHint: 'What it is for, such as the shop; what is done with it is recorded with this name',
    makeKey: 'Make key',
    noKeys: 'No API keys yet',
    noKeysLead: 'Make one when a program is to add contacts or send transactional letters.',
    keyMade: 'Here is the key',
    keyMadeLead: 'It is shown this once. Keep it now, in a safe place.',
    lastUsed: (when) => `Last used ${when}`,
    neverUsed: 'Never used',
    madeAt: (day) => `Made ${day}`,
    endedAt: (day) => `Ended ${day}`,
    ended: (count) => (count === 1 ? '1 key that was ended' : `${count} keys that were ended`),
    endKey: 'End',
    endKeyTitle: (name) => `End the key “${name}”?`,
    endKeyLead: 'Programs that use it are refused from their next request on. This cannot be undone.',
    peopleLead: 'Who may sign in here. What they do is recorded with their names.',
    personName: 'Name',
    personEmail: 'Email',
    letIn: 'Let in',
    noAddress: 'This is no email address; one looks like hanako@example.com.',
    letInDone: (name) => `A password for ${name}`,
    passwordLead: 'It is shown this once. Hand it over safely; they can change it under “You”.',
    password: 'Password',
    newPassword: 'New password',
    newPasswordTitle: (name) => `Give ${name} a new password?`,
    newPasswordLead: 'The one they have no longer works, and they are signed out everywhere.',
    remove: 'Remove',
    removeTitle: (name) => `Remove ${name}?`,
    removeLead: 'They are signed out everywhere at once and cannot sign in again. What they did stays on record.',
    you: 'You',
    missing: 'Please fill this in.',
  },
};
