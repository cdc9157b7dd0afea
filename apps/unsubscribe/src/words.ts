import type { Locale } from './choose-locale.ts';

/**
 * Everything the pages say, in both languages. `{list}` and `{sender}` stand for names. Success is said plainly, with its scope
 * (WEB-5); "unsubscribed" is said only when it is true.
 */
export const words = {
  ja: {
    facts: {
      email: '宛先',
      list: 'メールの種類',
      sender: '送信者',
      everything: 'お知らせメール',
      thisList: 'このメール',
      thisSender: 'この送信者',
    },
    choices: {
      list: { button: 'このメールを停止する', explanation: '「{list}」だけを停止します。' },
      marketing: {
        button: 'すべてのお知らせを停止する',
        explanation:
          'この送信者からの広告・お知らせメールをすべて停止します。ご注文の確認など、お取引に必要なメールは対象外です。',
      },
    },
    choose: {
      heading: 'メールの配信を停止しますか？',
      lead: 'ボタンを押すと、すぐに停止します。ログインも入力も必要ありません。',
      listHeading: 'このメールは停止済みです',
      listStopped: '「{list}」は、もうこの宛先には届きません。',
      marketingHeading: '配信は停止済みです',
      marketingStopped: '{sender} からの広告・お知らせメールは、もうこの宛先には届きません。',
      malformed: 'まだ何も変更していません。配信を停止するには、下のボタンを押してください。',
      tooLong:
        '送信された内容が長すぎたため、まだ何も変更していません。配信を停止するには、下のボタンを押してください。',
      demo: '見本：これは試し送りのメールやプレビューから開いたページです。ボタンを押しても、何も変更されません。',
    },
    done: {
      heading: '配信を停止しました',
      list: '「{list}」は、今後この宛先には届きません。',
      marketing:
        '{sender} からの広告・お知らせメールは、今後この宛先には届きません。ご注文の確認など、お取引に必要なメールは対象外です。',
      further: 'ほかのお知らせも停止したいとき',
    },
    onItsWay: {
      heading: '配信停止を受け付けました',
      note: 'ただし、受け付けたときに送信の途中だったメールが 1 通あります。行き違いで届くことがありますが、ご容赦ください。',
    },
    recorded: {
      heading: '配信停止を受け付けました',
      text: 'ご希望は確かに記録しました。このあと何もしていただく必要はありません。',
      help: 'ただいまシステムの一部が止まっているため、配信停止の処理は復旧しだい行います。すでに送信の途中だったメールが行き違いで届くことがありますが、ご容赦ください。',
    },
    undone: {
      undone: { heading: '元に戻しました', lead: '停止を取り消しました。次のお知らせから、これまでどおり届きます。' },
      over: {
        heading: '元に戻せませんでした',
        lead: '元に戻せる時間（10 分）を過ぎたか、すでに元に戻しています。何も変更していません。',
      },
    },
    inert: {
      heading: '見本のため、何も変更していません',
      text: 'これは試し送りのメールやプレビューのリンクです。本物のメールでは、この操作で配信が停止されます。',
    },
    unknown: {
      heading: 'このリンクは使えません',
      text: 'リンクが途中で切れているか、書き換わっているようです。何も変更していません。',
      help: 'メールの中の「配信停止」をもう一度押すか、リンク全体をコピーして開いてください。それでも開けないときは、メールに書かれている送信者の連絡先に、配信停止をご希望とお伝えください。',
    },
    busy: {
      heading: '少し時間をおいてください',
      text: '使えないリンクが続けて開かれたため、一時的に受け付けを休んでいます。何も変更していません。',
      help: '1 分ほどたってから、メールの中の「配信停止」をもう一度押してください。',
    },
    unavailable: {
      heading: 'ただいま受け付けられません',
      text: '申し訳ありません。配信停止は、まだ完了していません。',
      help: '30 秒ほどたってから、もう一度お試しください。',
      again: 'もう一度試す',
    },
    home: {
      heading: '配信停止の受付',
      text: 'メールの配信停止や、受け取り設定の変更ができます。いちばん早いのは、届いたメールの中の「配信停止」です。',
      ask: 'メールがお手元にないときは、宛先を入力してください。その宛先にお知らせをお送りしていれば、設定のリンクをメールでお届けします。',
      label: 'メールアドレス',
      button: 'リンクをメールで受け取る',
      wrong: 'メールアドレスの形ではないようです。もう一度ご確認ください。',
    },
    asked: {
      heading: 'メールをご確認ください',
      text: 'その宛先にお知らせをお送りしているときは、数分以内に、設定のリンクをメールでお届けします。リンクは 24 時間使えます。',
      help: '届かないときは、迷惑メールのフォルダーと、宛先に間違いがないかをご確認ください。お知らせをお送りしていない宛先には、何も届きません。',
    },
    askedOften: {
      heading: '少し時間をおいてください',
      text: '同じところから何度もお申し込みがあったため、受け付けを休んでいます。何も変更していません。',
      help: '1 時間ほどたってから、もう一度お試しください。届いたメールの中の「配信停止」は、いつでも使えます。',
    },
    confirm: {
      ask: {
        heading: 'お知らせの受け取りを確認します',
        lead: '「{list}」を受け取るには、下のボタンを押してください。',
      },
      done: { heading: '登録を確認しました', lead: '「{list}」を、次の号からお届けします。' },
      stopped: {
        heading: 'ご希望を承りました',
        lead: 'ただし、{sender} からのメールは以前のお申し出により停止しています。再開には、送信者への直接のご連絡が必要です。',
      },
      button: '受け取る',
    },
    oneClick: {
      done: '配信を停止しました。',
      onItsWay:
        '配信停止を受け付けました。受け付けたときに送信の途中だったメールが 1 通あり、行き違いで届くことがあります。',
      recorded:
        '配信停止のご希望を記録しました。システムが復旧しだい処理します。すでに送信の途中だったメールが、行き違いで届くことがあります。',
      inert: '見本のため、何も変更していません。',
    },
  },
  en: {
    facts: {
      email: 'Address',
      list: 'Newsletter',
      sender: 'Sender',
      everything: 'newsletters',
      thisList: 'this newsletter',
      thisSender: 'this sender',
    },
    choices: {
      list: { button: 'Stop this newsletter', explanation: 'Stops “{list}” only.' },
      marketing: {
        button: 'Stop everything from this sender',
        explanation:
          'Stops all news and advertising of this sender. Letters you need, such as order confirmations, still arrive.',
      },
    },
    choose: {
      heading: 'Unsubscribe?',
      lead: 'Press a button and it stops at once. No sign-in, nothing to fill in.',
      listHeading: 'You have unsubscribed',
      listStopped: '“{list}” no longer comes to this address.',
      marketingHeading: 'You have unsubscribed',
      marketingStopped: 'News and advertising from {sender} no longer come to this address.',
      malformed: 'Nothing has been changed yet. To unsubscribe, press a button below.',
      tooLong: 'What was submitted is too long, so nothing has been changed yet. To unsubscribe, press a button below.',
      demo: 'Sample: this page was opened from a test letter or a preview. The buttons change nothing.',
    },
    done: {
      heading: 'You are unsubscribed',
      list: '“{list}” will not come to this address any more.',
      marketing:
        'News and advertising from {sender} will not come to this address any more. Letters you need, such as order confirmations, still arrive.',
      further: 'Would you like to stop the rest as well?',
    },
    onItsWay: {
      heading: 'Your request is recorded',
      note: 'One letter was already on its way when you asked. It may still arrive; please excuse it.',
    },
    recorded: {
      heading: 'Your request is recorded',
      text: 'It is safely kept, and there is nothing more for you to do.',
      help: 'A part of our system is down just now; your request is carried out as soon as it is back. A letter that was already on its way may still arrive; please excuse it.',
    },
    undone: {
      undone: { heading: 'Undone', lead: 'You are subscribed again; the next newsletter comes as before.' },
      over: {
        heading: 'This could not be undone',
        lead: 'The ten minutes to undo this are over, or it is undone already. Nothing was changed.',
      },
    },
    inert: {
      heading: 'Sample: nothing was changed',
      text: 'This link is from a test letter or a preview. In a real letter, this step unsubscribes.',
    },
    unknown: {
      heading: 'This link does not work',
      text: 'It seems to have been cut short or altered. Nothing was changed.',
      help: 'Please press “unsubscribe” in the letter once more, or copy the whole link and open it. If it still does not work, write to the sender at the contact given in the letter and ask to be unsubscribed.',
    },
    busy: {
      heading: 'Please wait a moment',
      text: 'Too many links that do not work were opened, so we are pausing briefly. Nothing was changed.',
      help: 'In about a minute, please press “unsubscribe” in the letter once more.',
    },
    unavailable: {
      heading: 'We cannot do this right now',
      text: 'We are sorry: you are not unsubscribed yet.',
      help: 'Please try again in about 30 seconds.',
      again: 'Try again',
    },
    home: {
      heading: 'Unsubscribing',
      text: 'Stop newsletters here, or change what you receive. The quickest way is “unsubscribe” in the letter itself.',
      ask: 'No letter at hand? Type your address. If newsletters are sent to it, we mail a link to its settings there.',
      label: 'Email address',
      button: 'Mail me the link',
      wrong: 'This does not look like an email address. Please check it.',
    },
    asked: {
      heading: 'Please check your mail',
      text: 'If newsletters are sent to that address, a link to its settings arrives there within minutes. It works for 24 hours.',
      help: 'Nothing there? Look among the spam, and check the address. To an address that gets no newsletter nothing is sent.',
    },
    askedOften: {
      heading: 'Please wait a while',
      text: 'There were many requests from where you are, so we are pausing. Nothing was changed.',
      help: 'Please try again in about an hour. “Unsubscribe” in a letter works at any time.',
    },
    confirm: {
      ask: { heading: 'Please confirm', lead: 'To receive “{list}”, press the button below.' },
      done: { heading: 'You are subscribed', lead: '“{list}” comes to you from the next issue.' },
      stopped: {
        heading: 'Your wish is recorded',
        lead: 'But letters from {sender} are stopped by an earlier request. To receive them again, please write to the sender.',
      },
      button: 'Receive it',
    },
    oneClick: {
      done: 'You are unsubscribed.',
      onItsWay: 'Your request is recorded. One letter was already on its way when you asked; it may still arrive.',
      recorded:
        'Your request is recorded and is carried out as soon as our system is back. A letter that was already on its way may still arrive.',
      inert: 'This is a sample: nothing was changed.',
    },
  },
} as const satisfies Record<Locale, unknown>;

/** Puts names into a sentence. */
export function fill(sentence: string, names: { list: string; sender: string }): string {
  return sentence.replace(/\{(list|sender)\}/g, (_, name: 'list' | 'sender') => names[name]);
}
