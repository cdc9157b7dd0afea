import type { Words } from '../language/language.tsx';

/** The words around a source. */
export const words: Words<{
  insert: string;
  whose: string;
  fallBack: string;
  fallBackHint: string;
  filled: (filled: string, people: string) => string;
  always: string;
  put: string;
  noFallBack: string;
  noFields: string;
  links: Readonly<Record<string, string>>;
  wellFormed: string;
  loading: string;
}> = {
  ja: {
    insert: '差し込み',
    whose: '差し込む項目',
    fallBack: '値がない人に出す言葉',
    fallBackHint: '例：お客さま',
    filled: (filled, people) => `${people} 人中 ${filled} 人に値あり`,
    always: '全員にあり',
    put: '入れる',
    noFallBack: '値がない人には送られません。代わりの言葉を入れると、その人にも届きます。',
    noFields: '連絡先にはまだメールアドレスしかありません。CSV の列が項目になります。',
    links: {
      'contact.email': 'メールアドレス',
      unsubscribe_url: '配信停止のリンク',
      preferences_url: '配信設定のリンク',
      view_url: 'ブラウザで見るリンク',
      'workspace.name': 'ワークスペース名',
      'workspace.legal_name': '送信者の正式名称',
      'workspace.postal_address': '送信者の住所',
      'workspace.contact': '送信者の連絡先',
      'campaign.name': 'キャンペーン名',
    },
    wellFormed: '誤りはありません。',
    loading: 'エディタを読み込んでいます',
  },
  en: {
    insert: 'Insert a field',
    whose: 'Field',
    fallBack: 'Words for people who have none',
    fallBackHint: 'For instance: friend',
    filled: (filled, people) => `${filled} of ${people} people have it`,
    always: 'everybody has it',
    put: 'Insert',
    noFallBack: 'People without a value would get no letter. With words of yours here they do.',
    noFields: 'Your contacts have nothing but addresses so far. The columns of a CSV become fields.',
    links: {
      'contact.email': 'Email address',
      unsubscribe_url: 'Link: unsubscribe',
      preferences_url: 'Link: preferences',
      view_url: 'Link: view in browser',
      'workspace.name': 'Name of the workspace',
      'workspace.legal_name': 'Legal name of the sender',
      'workspace.postal_address': 'Postal address of the sender',
      'workspace.contact': 'Contact of the sender',
      'campaign.name': 'Name of the campaign',
    },
    wellFormed: 'No mistakes.',
    loading: 'Loading the editor',
  },
};
