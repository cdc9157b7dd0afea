import type { Overview } from '../api/generated/operations.ts';
import type { Words } from '../language/language.tsx';

type Step = { title: string; lead: string; go: string };
type Said = { says: string; go: string };

/** The words of home: what is going on, what waits for somebody, and the way to a first newsletter. */
export const words: Words<{
  morning: string;
  day: string;
  evening: string;
  latest: string;
  all: string;
  going: string;
  week: (days: number) => string;
  gained: string;
  left: string;
  gone: string;
  waiting: string;
  paused: Record<'self-test' | 'too-many-invalid' | 'too-many-complaints' | 'somebody', (name: string) => Said>;
  uncertain: (facts: { name: string; letters: string }) => Said;
  laneSuspended: (facts: { lane: string; when: string }) => Said;
  lanePaused: (lane: string) => Said;
  receiverSaid: (words: string) => string;
  held: (facts: { domain: string; addresses: string }) => Said;
  dns: (facts: { domain: string; checks: string }) => Said;
  first: string;
  firstLead: (done: number) => string;
  firstDone: string;
  firstDoneLead: string;
  done: string;
  next: string;
  optional: string;
  steps: Record<Exclude<keyof Overview['steps'], 'campaigns'>, Step>;
  mailbox: string;
}> = {
  ja: {
    morning: 'おはようございます',
    day: 'こんにちは',
    evening: 'こんばんは',
    latest: '最近のキャンペーン',
    all: 'すべて見る',
    going: '予定と送信中',
    week: (days) => `この ${days} 日間`,
    gained: '新しい連絡先',
    left: '配信停止・苦情',
    gone: '届かなくなった宛先',
    waiting: '対応が必要なこと',
    paused: {
      'self-test': (name) => ({
        says: `「${name}」は、配信停止のしくみが確認できなかったため止まっています。読者が停止できないメールは送りません。`,
        go: '原因を見る',
      }),
      'too-many-invalid': (name) => ({
        says: `「${name}」は、存在しない宛先が多すぎるため自動で止まりました。リストを確かめてください。`,
        go: '原因を見る',
      }),
      'too-many-complaints': (name) => ({
        says: `「${name}」は、迷惑メールの報告が多すぎるため自動で止まりました。`,
        go: '原因を見る',
      }),
      somebody: (name) => ({ says: `「${name}」は一時停止しています。`, go: '再開または取り消し' }),
    },
    uncertain: ({ name, letters }) => ({
      says: `「${name}」の ${letters} 通は、届いたかどうか確かめられません。`,
      go: '判断する',
    }),
    laneSuspended: ({ lane, when }) => ({
      says: `${lane} 宛ての送信は、受信側の求めにより ${when} 再開します。`,
      go: '送信の様子を見る',
    }),
    lanePaused: (lane) => ({
      says: `${lane} 宛ての送信は、運用担当者が止めています。再開するまで待っているメールは出ません。`,
      go: '送信の様子を見る',
    }),
    receiverSaid: (words) => `受信側の返事: ${words}`,
    held: ({ domain, addresses }) => ({
      says: `${domain} が、これまで届いていた ${addresses} 件の宛先を急に「存在しない」と返しています。受信側の誤りかもしれません。`,
      go: '宛先を確かめる',
    }),
    dns: ({ domain, checks }) => ({
      says: `${domain} の DNS（${checks}）が正しくありません。メールが拒否されるおそれがあります。`,
      go: 'レコードを見る',
    }),
    first: '最初のニュースレターまで',
    firstLead: (done) => `5 つのうち ${done} つが済みました。`,
    firstDone: '最初のニュースレターが届きました',
    firstDoneLead: '5 つすべてが済みました。',
    done: '済み',
    next: '次はこれ',
    optional: 'あとで',
    steps: {
      sender: {
        title: '送信者を名乗る',
        lead: '名称、住所、問い合わせ先。すべてのニュースレターのフッターに入ります。',
        go: '送信者を書く',
      },
      domain: {
        title: '送信ドメインを用意する',
        lead: '署名の鍵をつくり、DNS にレコードを書きます。この端末の中だけで試すあいだは、後回しにできます。',
        go: 'ドメインを追加',
      },
      people: {
        title: 'リストに人を入れる',
        lead: 'CSV を読み込むか、自分のアドレスを一つ加えて始めます。',
        go: 'リストを開く',
      },
      draft: {
        title: 'ニュースレターを書く',
        lead: 'テンプレートを選び、言葉を入れ替えます。',
        go: '書きはじめる',
      },
      sent: {
        title: '送って、受信箱で見る',
        lead: '確認のうえで送ると、数秒で届きます。',
        go: 'キャンペーンを開く',
      },
    },
    mailbox: '受信箱で見る',
  },
  en: {
    morning: 'Good morning',
    day: 'Good afternoon',
    evening: 'Good evening',
    latest: 'Latest campaigns',
    all: 'See all',
    going: 'Planned and under way',
    week: (days) => `The last ${days} days`,
    gained: 'new contacts',
    left: 'left or complained',
    gone: 'addresses no more',
    waiting: 'What needs you',
    paused: {
      'self-test': (name) => ({
        says: `“${name}” stands still because its way out did not work. Nothing is sent that people cannot leave.`,
        go: 'See why',
      }),
      'too-many-invalid': (name) => ({
        says: `“${name}” has stopped itself: too many of its addresses do not exist. Look at the list.`,
        go: 'See why',
      }),
      'too-many-complaints': (name) => ({
        says: `“${name}” has stopped itself: too many readers called it spam.`,
        go: 'See why',
      }),
      somebody: (name) => ({ says: `“${name}” is paused.`, go: 'Resume or cancel' }),
    },
    uncertain: ({ name, letters }) => ({
      says: `Nobody can know whether ${letters} letters of “${name}” arrived.`,
      go: 'Decide',
    }),
    laneSuspended: ({ lane, when }) => ({
      says: `Letters to ${lane} go on ${when}, as their receiver asked.`,
      go: 'See how it goes',
    }),
    lanePaused: (lane) => ({
      says: `An operator holds letters to ${lane}. Those that wait leave when the lane is resumed.`,
      go: 'See how it goes',
    }),
    receiverSaid: (words) => `The receiver said: ${words}`,
    held: ({ domain, addresses }) => ({
      says: `${domain} suddenly calls ${addresses} addresses invalid that took letters before. It may be its mistake.`,
      go: 'Look at them',
    }),
    dns: ({ domain, checks }) => ({
      says: `DNS of ${domain} (${checks}) is not right: letters may be refused.`,
      go: 'See the records',
    }),
    first: 'To your first newsletter',
    firstLead: (done) => `${done} of 5 steps are done.`,
    firstDone: 'Your first newsletter has arrived',
    firstDoneLead: 'All 5 steps are done.',
    done: 'Done',
    next: 'Next',
    optional: 'Can wait',
    steps: {
      sender: {
        title: 'Say who sends',
        lead: 'Name, address, contact: they end every newsletter.',
        go: 'Name the sender',
      },
      domain: {
        title: 'Prepare a domain to send from',
        lead: 'A key to sign with, and records in DNS. It can wait while you try things on this machine alone.',
        go: 'Add a domain',
      },
      people: {
        title: 'Put people on a list',
        lead: 'Read a CSV file, or begin with your own address.',
        go: 'Open lists',
      },
      draft: {
        title: 'Write a newsletter',
        lead: 'Choose a template and put your own words into it.',
        go: 'Begin to write',
      },
      sent: {
        title: 'Send it, and see it in the mailbox',
        lead: 'Look it over and send: it arrives within seconds.',
        go: 'Open campaigns',
      },
    },
    mailbox: 'See it in the mailbox',
  },
};
