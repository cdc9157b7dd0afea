import type { Words } from '../language/language.tsx';

/** How many of a lane's answers were so, and what share of them is allowed. */
export type Braked = { lane: string; count: string; answered: string; mostPercent: string };

/** The words of one campaign's page. */
export const words: Words<{
  edit: string;
  mailbox: string;
  pause: string;
  resume: string;
  cancel: string;
  cancelTitle: string;
  cancelLead: (waiting: string) => string;
  cancelNow: string;
  keep: string;
  books: string;
  emptyBooks: string;
  balance: (targeted: string) => string;
  outOfBalance: string;
  speed: (perSecond: string) => string;
  left: (time: string) => string;
  stayedOut: (facts: readonly string[]) => string;
  unconfirmed: (count: string) => string;
  leftList: (count: string) => string;
  duplicates: (count: string) => string;
  letters: string;
  all: string;
  search: string;
  searchHint: string;
  export: string;
  noLetters: string;
  noLettersLead: string;
  noSuch: string;
  noSuchLead: string;
  deleted: string;
  attempts: (count: number) => string;
  uncertainTitle: (count: string) => string;
  uncertainLead: string;
  resend: string;
  accept: string;
  content: string;
  subject: string;
  preheader: string;
  from: string;
  lists: string;
  pausedLead: string;
  pausingLead: (letters: string) => string;
  /** Why it stands still though nobody has told it to. */
  selfTestFailed: string;
  tooManyInvalid: (facts: Braked) => string;
  tooManyComplaints: (facts: Braked) => string;
  cancellingLead: string;
}> = {
  ja: {
    edit: '編集を続ける',
    mailbox: '受信箱で見る',
    pause: '一時停止',
    resume: '再開',
    cancel: '取り消す',
    cancelTitle: 'このキャンペーンを取り消しますか',
    cancelLead: (waiting) => `まだ送っていない ${waiting} 通は送られません。取り消しは元に戻せません。`,
    cancelNow: '取り消す',
    keep: 'やめておく',
    books: '帳簿',
    emptyBooks: 'まだ一通もありません',
    balance: (targeted) => `対象 ${targeted} 人の合計と一致しています`,
    outOfBalance: '準備中のため、まだ合計が揃っていません',
    speed: (perSecond) => `毎秒 ${perSecond} 通`,
    left: (time) => `残り約 ${time}`,
    stayedOut: (facts) => `対象に含めなかった人: ${facts.join('、')}`,
    unconfirmed: (count) => `確認待ち ${count} 人`,
    leftList: (count) => `停止済み ${count} 人`,
    duplicates: (count) => `重複 ${count} 人`,
    letters: '一通ごとの結果',
    all: 'すべて',
    search: 'アドレスで探す',
    searchHint: 'name@example.com',
    export: 'CSV で書き出す',
    noLetters: 'この状態のメールはありません',
    noLettersLead: '別の状態を選ぶと、ほかのメールを見られます。',
    noSuch: 'このアドレスへのメールはありません',
    noSuchLead: 'アドレスの全体を正しく入力してください。対象に含まれていない人は、ここに載りません。',
    deleted: '（削除された連絡先）',
    attempts: (count) => `${count} 回試行`,
    uncertainTitle: (count) => `${count} 通は、届いたかどうか確かめられません`,
    uncertainLead:
      '送信の最後の返事を受け取る前に通信が途切れました。多くの場合は届いています。もう一度送ると二通届く人がいるかもしれません。受理とみなすと一通も届かない人がいるかもしれません。',
    resend: 'もう一度送る',
    accept: '受理とみなす',
    content: '内容',
    subject: '件名',
    preheader: 'プリヘッダー',
    from: '差出人',
    lists: 'リスト',
    pausedLead: '一時停止しています。再開するまで一通も送られません。',
    pausingLead: (letters) =>
      `一時停止しました。いま通信中の ${letters} 通が終わると、再開するまで一通も送られません。`,
    selfTestFailed: '送信前の自己点検に合格しなかったため、自動で止めました。',
    tooManyInvalid: ({ lane, count, answered, mostPercent }) =>
      `「${lane}」宛ての ${answered} 通のうち ${count} 通が存在しない宛先だったため、自動で止めました（上限 ${mostPercent}）。名簿を見直してから、再開するか取り消してください。`,
    tooManyComplaints: ({ lane, count, answered, mostPercent }) =>
      `「${lane}」宛ての ${answered} 通に ${count} 件の迷惑メール報告があったため、自動で止めました（上限 ${mostPercent}）。名簿と内容を見直してから、再開するか取り消してください。`,
    cancellingLead: '取り消しています。これ以上は送られません。',
  },
  en: {
    edit: 'Go on editing',
    mailbox: 'See it in the mailbox',
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel campaign',
    cancelTitle: 'Cancel this campaign?',
    cancelLead: (waiting) => `The ${waiting} letters that wait will not be sent. This cannot be undone.`,
    cancelNow: 'Cancel it',
    keep: 'Keep it',
    books: 'Books',
    emptyBooks: 'No letters yet',
    balance: (targeted) => `They add up to the ${targeted} people targeted`,
    outOfBalance: 'Being prepared: they do not add up yet',
    speed: (perSecond) => `${perSecond} letters a second`,
    left: (time) => `about ${time} left`,
    stayedOut: (facts) => `Stayed out: ${facts.join(', ')}`,
    unconfirmed: (count) => `${count} unconfirmed`,
    leftList: (count) => `${count} had left`,
    duplicates: (count) => `${count} on several lists`,
    letters: 'Letter by letter',
    all: 'All',
    search: 'Find an address',
    searchHint: 'name@example.com',
    export: 'Export as CSV',
    noLetters: 'No letters in this state',
    noLettersLead: 'Choose another state to see the others.',
    noSuch: 'No letter went to this address',
    noSuchLead: 'Write the whole address. People who were not targeted have no letter here.',
    deleted: '(contact deleted)',
    attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
    uncertainTitle: (count) => `Nobody can know whether ${count} letters arrived`,
    uncertainLead:
      'The line broke before the last answer came. Most of them did arrive. Send them again and somebody may get two; take them for accepted and somebody may have got none.',
    resend: 'Send them again',
    accept: 'Take them for accepted',
    content: 'Content',
    subject: 'Subject',
    preheader: 'Preheader',
    from: 'From',
    lists: 'Lists',
    pausedLead: 'Paused: nothing leaves until you resume.',
    pausingLead: (letters) =>
      `Paused: ${letters} letters are on the wire and finish, then nothing leaves until you resume.`,
    selfTestFailed: 'It stopped by itself because its self-test failed.',
    tooManyInvalid: ({ lane, count, answered, mostPercent }) =>
      `It stopped by itself: ${count} of ${answered} answers from ${lane} were that there is no such address, where ${mostPercent} are the most. Look at the list, then resume or cancel.`,
    tooManyComplaints: ({ lane, count, answered, mostPercent }) =>
      `It stopped by itself: ${count} complaints in ${answered} answers from ${lane}, where ${mostPercent} are the most. Look at the list and the letter, then resume or cancel.`,
    cancellingLead: 'Being cancelled: nothing leaves any more.',
  },
};
