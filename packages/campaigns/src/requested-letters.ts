/** What the letters say that people ask for on the public pages. */
export const requestedLetters = {
  ja: {
    preferences: {
      subject: 'メールの受け取り設定のご案内',
      text: `{{workspace.legal_name}} です。

お申し込みにより、メールの受け取り設定（停止・お休み・回数）のページをお知らせします。
次のリンクは 24 時間お使いいただけます。

{{data.link}}

お心当たりのないときは、このメールを破棄してください。何も変更されません。
`,
    },
    rejoin: {
      subject: '「{{data.list}}」をもう一度お届けする前のご確認',
      text: `{{workspace.legal_name}} です。

「{{data.list}}」をもう一度受け取りたいとのお申し込みをいただきました。
次のリンクを開いて、ボタンを押してください（7 日以内）。押すまでは、お届けしません。

{{data.link}}

お心当たりのないときは、このメールを破棄してください。何も変更されません。
`,
    },
  },
  en: {
    preferences: {
      subject: 'Your newsletter settings',
      text: `This is {{workspace.legal_name}}.

You asked for the page where you choose what we send you: stop, pause, or receive fewer.
The link works for 24 hours.

{{data.link}}

If you did not ask for this, please ignore this letter. Nothing changes.
`,
    },
    rejoin: {
      subject: 'Please confirm: {{data.list}}',
      text: `This is {{workspace.legal_name}}.

You asked to receive “{{data.list}}” again.
Please open this link and press the button within 7 days. Until then, nothing is sent.

{{data.link}}

If you did not ask for this, please ignore this letter. Nothing changes.
`,
    },
  },
} as const;
