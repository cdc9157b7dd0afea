import type { Words } from '../language/language.tsx';

/** The words of a person's page, and of adding one. */
export const words: Words<{
  newLead: string;
  joins: string;
  add: string;
  added: (when: string) => string;
  next: string;
  nextLead: string;
  goes: string;
  goesNot: string;
  unconfirmed: string;
  hasLeft: string;
  onNone: string;
  joined: (when: string, basis: string, source: string) => string;
  confirmed: (when: string) => string;
  join: string;
  joinAll: string;
  change: string;
  changeTitle: string;
  addField: string;
  fieldName: string;
  fieldValue: string;
  removeField: (name: string) => string;
  noFields: string;
  leave: string;
  leaveTitle: string;
  leaveLead: string;
  whatStops: string;
  thisList: (name: string) => string;
  marketing: string;
  all: string;
  evidence: string;
  evidenceHint: string;
  leaveNow: string;
  onTheWire: string;
  delete: string;
  deleteTitle: string;
  deleteGone: string;
  deleteStays: string;
  deleteInstead: string;
  deleteNow: string;
  showStops: string;
}> = {
  ja: {
    newLead: 'すでに登録のあるアドレスなら、その人の情報に加えられます。配信停止は解除されません。',
    joins: '入れるリスト',
    add: '追加する',
    added: (when) => `${when} に追加`,
    next: '次のニュースレターは届きますか',
    nextLead: '送信の直前に行うのと同じ確認を、いま行った結果です。',
    goes: '届きます',
    goesNot: '届きません',
    unconfirmed: '本人の確認がまだ済んでいません',
    hasLeft: '登録のあとで、本人がこのリストを停止しています',
    onNone: 'どのリストにも入っていないため、ニュースレターは届きません。',
    joined: (when, basis, source) => `${when} 登録 · ${basis} · ${source}`,
    confirmed: (when) => `${when} 本人が確認`,
    join: 'リストに入れる',
    joinAll: 'すべてのリストに入っています。',
    change: '変更する',
    changeTitle: '連絡先を変更する',
    addField: '項目を足す',
    fieldName: '項目名',
    fieldValue: '値',
    removeField: (name) => `項目「${name}」を除く`,
    noFields: '項目はまだありません。',
    leave: '配信停止を代わりに登録',
    leaveTitle: '配信停止を代わりに登録する',
    leaveLead:
      '電話や手紙などで受けた配信停止を登録します。送信待ちのメールは取り下げ、送信中のものは終わるのを待ってから完了をお知らせします。',
    whatStops: '何を止めますか',
    thisList: (name) => `「${name}」だけ`,
    marketing: 'お知らせをすべて',
    all: '取引の連絡も含め、すべてのメール',
    evidence: '記録',
    evidenceHint: 'いつ、誰が、どのように受けたか。例：11月26日 14時、本人からの電話（受付番号 1234）',
    leaveNow: '停止する',
    onTheWire: '停止しました。ただし一通がすでに送信中で、届くことがあります。',
    delete: '連絡先を削除する',
    deleteTitle: 'この連絡先を削除しますか',
    deleteGone: '消えるもの：メールアドレス、名前などの項目、リストへの登録。元に戻せません。',
    deleteStays:
      '残るもの：配信停止の意思と、同意・送信の記録。アドレスそのものではなく、アドレスに戻せない照合用の値で保管します。断った人に再び送らないため（特定電子メール法 3条3項）、また同意の記録は最後に送ってから少なくとも 1 か月は保存する義務があるためです（同 3条2項、施行規則 4条）。同じアドレスを取り込み直しても、停止は続きます。',
    deleteInstead:
      'メールを止めたいだけなら、削除ではなく「配信停止を代わりに登録」を使ってください。本人から利用停止・消去の請求を受けたときは（個人情報保護法 35条）、配信停止を登録してから削除してください。',
    deleteNow: '削除する',
    showStops: '配信停止を見る',
  },
  en: {
    newLead: 'Somebody who has this address already is added to. It never undoes that they have left.',
    joins: 'Lists to join',
    add: 'Add',
    added: (when) => `Added ${when}`,
    next: 'Would the next newsletter reach them?',
    nextLead: 'Asked just now, with the very question that is asked before a letter leaves.',
    goes: 'It goes',
    goesNot: 'It does not go',
    unconfirmed: 'They have not confirmed yet',
    hasLeft: 'They have left this list since they joined',
    onNone: 'They are on no list, so no newsletter reaches them.',
    joined: (when, basis, source) => `Joined ${when} · ${basis} · ${source}`,
    confirmed: (when) => `Confirmed ${when}`,
    join: 'Put on a list',
    joinAll: 'They are on every list.',
    change: 'Change',
    changeTitle: 'Change the contact',
    addField: 'Add a field',
    fieldName: 'Field',
    fieldValue: 'Value',
    removeField: (name) => `Remove the field "${name}"`,
    noFields: 'No fields yet.',
    leave: 'Leave on their behalf',
    leaveTitle: 'Leave on their behalf',
    leaveLead:
      'For a "no" that came by telephone, letter or otherwise. Waiting letters are taken back, and one on the wire is waited for before you are told it is done.',
    whatStops: 'What should stop?',
    thisList: (name) => `"${name}" alone`,
    marketing: 'All newsletters',
    all: 'All mail, that about their orders too',
    evidence: 'Evidence',
    evidenceHint: 'Who said what, when, to whom. Such as: telephoned on 26 November at 2 pm, ticket 1234',
    leaveNow: 'Stop it',
    onTheWire: 'It is stopped, but one letter was already on its way and may still arrive.',
    delete: 'Delete the contact',
    deleteTitle: 'Delete this contact?',
    deleteGone: 'What goes: the address, the name and other fields, the lists. It cannot be undone.',
    deleteStays:
      "What stays: that they have left, and the record of consent and letters. Not under the address but under a value that cannot be turned back into it. Japan's anti-spam act asks for it: whoever said no must not be written to again (Art. 3 (3)), and consent must stay on record for a month after the last letter at least (Art. 3 (2), Ordinance Art. 4). Importing the same address again does not undo it.",
    deleteInstead:
      'To stop mail alone, leave on their behalf instead. If they demand that their data be erased (Act on the Protection of Personal Information, Art. 35), leave on their behalf first, then delete.',
    deleteNow: 'Delete',
    showStops: 'See what stops them',
  },
};
