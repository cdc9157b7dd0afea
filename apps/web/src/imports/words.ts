import type { ImportPreview } from '../api/generated/operations.ts';
import type { Words } from '../language/language.tsx';

/** The words of importing people from a file. */
export const words: Words<{
  title: string;
  lead: string;
  drop: string;
  dropHint: string;
  choose: string;
  another: string;
  file: (name: string, size: string) => string;
  encoding: string;
  encodings: Record<ImportPreview['encoding'], string>;
  found: (encoding: string) => string;
  asShiftJis: string;
  columns: string;
  columnsLead: string;
  noHeader: string;
  column: (number: number, header: string) => string;
  email: string;
  field: string;
  skip: string;
  fieldName: (number: number) => string;
  preview: string;
  line: string;
  problem: string;
  problems: (count: number) => string;
  wellRead: string;
  noEmail: string;
  twoEmails: string;
  into: string;
  list: string;
  chooseList: string;
  newList: string;
  ground: string;
  groundLead: string;
  start: string;
  uploading: (share: string) => string;
  interrupted: string;
  progress: string;
  running: string;
  runningLead: string;
  finished: string;
  failed: string;
  rows: (count: string) => string;
  added: string;
  addedMeaning: string;
  updated: string;
  updatedMeaning: string;
  rejected: string;
  rejectedMeaning: string;
  stay: (count: string) => string;
  stayLead: string;
  download: string;
  toList: string;
  write: string;
  again: string;
}> = {
  ja: {
    title: 'CSV を取り込む',
    lead: '読めない行があっても、ほかの行は取り込まれます。配信停止した人は、停止のままです。',
    drop: 'CSV ファイルをここへドロップ',
    dropHint: 'UTF-8、Shift_JIS、UTF-16。1 GiB まで。表計算ソフトの「CSV で保存」で作れます。',
    choose: 'ファイルを選ぶ',
    another: '別のファイルにする',
    file: (name, size) => `${name}（${size}）`,
    encoding: '文字コード',
    encodings: {
      'us-ascii': '英数字のみ',
      'utf-8': 'UTF-8',
      shift_jis: 'Shift_JIS',
      'utf-16le': 'UTF-16',
      'utf-16be': 'UTF-16',
    },
    found: (encoding) => `自動（${encoding}）`,
    asShiftJis: 'Shift_JIS として読む',
    columns: '列',
    columnsLead: '見出しから読み方を決めました。違っていれば直してください。',
    noHeader: '一行目から連絡先とみなします（見出しの行がないため）。',
    column: (number, header) => (header === '' ? `${number} 列目` : header),
    email: 'メールアドレス',
    field: '項目',
    skip: '使わない',
    fieldName: (number) => `${number} 列目の項目名`,
    preview: '先頭の 20 行',
    line: '行',
    problem: '取り込めない理由',
    problems: (count) => `このうち ${count} 行は取り込めません。理由は右端にあります。`,
    wellRead: 'すべて読み取れています。',
    noEmail: 'どの列がメールアドレスか、選んでください。',
    twoEmails: 'メールアドレスの列は一つだけにしてください。',
    into: '取り込み先',
    list: 'リスト',
    chooseList: 'リストを選んでください',
    newList: '先にリストをつくる',
    ground: 'この人たちに送ってよい根拠',
    groundLead: '法律（特定電子メール法）が求める記録として、一人ひとりに残します。',
    start: '取り込みを始める',
    uploading: (share) => `送信しています… ${share}`,
    interrupted: 'アップロードが途切れました。同じファイルをもう一度始めても、重複はしません。',
    progress: '取り込みの進み具合',
    running: '取り込み中',
    runningLead: 'このページを閉じても、取り込みは続きます。',
    finished: '取り込みが終わりました',
    failed: '途中で止まりました',
    rows: (count) => `${count} 行`,
    added: '新しい連絡先',
    addedMeaning: 'はじめて登録された人',
    updated: '登録済み',
    updatedMeaning: 'すでにいた人。項目を新しくし、リストに入れました',
    rejected: '取り込めなかった行',
    rejectedMeaning: '理由を添えてダウンロードできます',
    stay: (count) => `以前に配信を停止した ${count} 人は、停止のままです`,
    stayLead: 'リストには入りますが、本人が改めて申し込むまで送られません。',
    download: '取り込めなかった行をダウンロード',
    toList: 'リストを見る',
    write: 'このリストに書く',
    again: 'もう一つ取り込む',
  },
  en: {
    title: 'Import a CSV file',
    lead: 'A line that cannot be read costs that line alone. Whoever has left stays out.',
    drop: 'Drop a CSV file here',
    dropHint: 'UTF-8, Shift_JIS or UTF-16, up to 1 GiB. A spreadsheet makes one by "Save as CSV".',
    choose: 'Choose a file',
    another: 'Take another file',
    file: (name, size) => `${name} (${size})`,
    encoding: 'Encoding',
    encodings: {
      'us-ascii': 'plain letters',
      'utf-8': 'UTF-8',
      shift_jis: 'Shift_JIS',
      'utf-16le': 'UTF-16',
      'utf-16be': 'UTF-16',
    },
    found: (encoding) => `Found (${encoding})`,
    asShiftJis: 'Read as Shift_JIS',
    columns: 'Columns',
    columnsLead: 'Taken from the headings. Correct what is wrong.',
    noHeader: 'There is no line of headings, so the first line is taken as a person, too.',
    column: (number, header) => (header === '' ? `Column ${number}` : header),
    email: 'Email address',
    field: 'Field',
    skip: 'Leave out',
    fieldName: (number) => `Field of column ${number}`,
    preview: 'The first 20 lines',
    line: 'Line',
    problem: 'Why it is rejected',
    problems: (count) => `${count} of these lines will be rejected. The reason stands at their end.`,
    wellRead: 'All of them can be read.',
    noEmail: 'Choose the column that holds the address.',
    twoEmails: 'Only one column can hold the address.',
    into: 'Where to',
    list: 'List',
    chooseList: 'Choose a list',
    newList: 'Make a list first',
    ground: 'Why you may write to these people',
    groundLead: "Kept for each of them, as Japan's anti-spam act asks for.",
    start: 'Begin the import',
    uploading: (share) => `Uploading… ${share}`,
    interrupted: 'The upload broke off. Begin again with the same file: nobody is added twice.',
    progress: 'How far the import is',
    running: 'Importing',
    runningLead: 'It goes on when this page is closed.',
    finished: 'The import is done',
    failed: 'It stopped before its end',
    rows: (count) => `${count} lines`,
    added: 'New contacts',
    addedMeaning: 'People who were not known',
    updated: 'Known already',
    updatedMeaning: 'Their fields are as in the file now, and they are on the list',
    rejected: 'Rejected lines',
    rejectedMeaning: 'To download, each with its reason',
    stay: (count) => `${count} opted out earlier and stay out`,
    stayLead: 'They stand on the list, but get nothing unless they sign up anew themselves.',
    download: 'Download the rejected lines',
    toList: 'See the list',
    write: 'Write to this list',
    again: 'Import another',
  },
};
