import type { Words } from '../language/language.tsx';

/** The words of the door and of a person's own page. */
export const words: Words<{
  title: string;
  lead: string;
  email: string;
  password: string;
  signIn: string;
  wrong: string;
  tooMany: (minutes: number) => string;
  missing: string;
  help: string;
  ended: string;
  endedLead: string;
  unreachable: string;
  you: string;
  devices: string;
  devicesLead: string;
  thisDevice: string;
  lastUsed: (when: string) => string;
  end: string;
  signOut: string;
  look: string;
  language: string;
  scheme: string;
  light: string;
  dark: string;
  auto: string;
  ownPassword: string;
  ownPasswordLead: string;
  currentPassword: string;
  nextPassword: string;
  notCurrent: string;
  tooShort: (fewest: number) => string;
  changePassword: string;
  passwordChanged: string;
}> = {
  ja: {
    title: 'サインイン',
    lead: 'メールアドレスとパスワードを入力してください。',
    email: 'メールアドレス',
    password: 'パスワード',
    signIn: 'サインイン',
    wrong: 'メールアドレスかパスワードが違います。',
    tooMany: (minutes) => `失敗が続いたため、しばらくお待ちください。あと${minutes}分ほどで再び試せます。`,
    missing: '入力してください。',
    help: '初回のパスワードは npm start を実行した画面に表示されます。',
    ended: 'もう一度サインインしてください',
    endedLead: 'セッションが終了しました。サインインすると、続きからそのまま再開できます。入力した内容は失われません。',
    unreachable: 'サーバーに接続できません。接続を確かめて、もう一度お試しください。',
    you: 'アカウント',
    devices: 'サインイン中の端末',
    devicesLead: '見覚えのない端末があれば、終了してください。その端末は次の操作から使えなくなります。',
    thisDevice: 'この端末',
    lastUsed: (when) => `最終利用 ${when}`,
    end: '終了する',
    signOut: 'サインアウト',
    look: '表示',
    language: '言語',
    scheme: '配色',
    light: 'ライト',
    dark: 'ダーク',
    auto: '端末に合わせる',
    ownPassword: 'パスワードの変更',
    ownPasswordLead: '変更すると、ほかの端末はすべてサインアウトされます。',
    currentPassword: '現在のパスワード',
    nextPassword: '新しいパスワード',
    notCurrent: '現在のパスワードと違います。',
    tooShort: (fewest) => `${fewest} 文字以上にしてください。`,
    changePassword: '変更する',
    passwordChanged: '変更しました。',
  },
  en: {
    title: 'Sign in',
    lead: 'With the address and password you were given.',
    email: 'Email',
    password: 'Password',
    signIn: 'Sign in',
    wrong: 'This email and password do not match.',
    tooMany: (minutes) => `Too many attempts have failed. You can try again in about ${minutes} min.`,
    missing: 'Please fill this in.',
    help: 'The first password is shown in the terminal by npm start.',
    ended: 'Please sign in again',
    endedLead: 'Your session has ended. Sign in and you go on where you were: nothing you wrote is lost.',
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    you: 'You',
    devices: 'Where you are signed in',
    devicesLead: 'If you do not recognise one, end it: it is shut out from its next request on.',
    thisDevice: 'This device',
    lastUsed: (when) => `Last used ${when}`,
    end: 'End',
    signOut: 'Sign out',
    look: 'Appearance',
    language: 'Language',
    scheme: 'Colours',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the device',
    ownPassword: 'Your password',
    ownPasswordLead: 'Once changed, every other device is signed out.',
    currentPassword: 'Current password',
    nextPassword: 'New password',
    notCurrent: 'This is not your current password.',
    tooShort: (fewest) => `At least ${fewest} characters, please.`,
    changePassword: 'Change it',
    passwordChanged: 'It is changed.',
  },
};
