import type { Db } from '@hikyaku/database';
import { type Called, isGoodAnswer, type Phrase, type Provider, providers, type Stranger } from '@hikyaku/inspection';
import { type Canary, freeCanary, hasCanaryLeft } from '@hikyaku/suppression';

/** One thing that a self-test found wrong, in words for people. `check` names it for programs. */
export type SelfTestFinding = { check: string; title: Phrase; seen: Phrase; mend: Phrase };

/**
 * Leaves as each mailbox provider would, and looks whether that and only that changed anything: after HEAD, GET and OPTIONS the
 * canary must still be there, after each POST it must have left. It is back when this answers.
 */
export async function tryWayOut(db: Db, canary: Canary, url: string, stranger: Stranger): Promise<SelfTestFinding[]> {
  await freeCanary(db, canary);
  try {
    const looked = await stranger.look(url);
    const findings = (await hasCanaryLeft(db, canary)) ? [lookingLeaves] : [];
    if (looked.GET.kind === 'answered' && looked.GET.status !== 200) findings.push(noPage(looked.GET));
    for (const provider of providers) findings.push(...(await leaveAs(db, canary, url, stranger, provider)));
    return findings;
  } finally {
    await freeCanary(db, canary);
  }
}

async function leaveAs(
  db: Db,
  canary: Canary,
  url: string,
  stranger: Stranger,
  provider: Provider,
): Promise<SelfTestFinding[]> {
  await freeCanary(db, canary);
  const answer = await stranger.postAs(provider, url);
  if (!isGoodAnswer(answer)) return [noGoodAnswer(provider, answer)];
  return (await hasCanaryLeft(db, canary)) ? [] : [nobodyLeft(provider)];
}

function said(answer: Called): string {
  return answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.reason;
}

const lookingLeaves: SelfTestFinding = {
  check: 'looking-changes-nothing',
  title: { ja: 'リンクを開くだけでは何も変わらない', en: 'opening the link changes nothing' },
  seen: {
    ja: 'HEAD・GET・OPTIONS だけで配信が止まりました',
    en: 'after HEAD, GET and OPTIONS alone the test address had left',
  },
  mend: {
    ja: 'PUBLIC_URL の前にあるプロキシが GET を POST に変えていないか確かめてください。',
    en: 'Look whether a proxy in front of PUBLIC_URL turns GET into POST.',
  },
};

function noPage(answer: Called): SelfTestFinding {
  return {
    check: 'link-shows-a-page',
    title: { ja: 'リンクで配信停止のページが開く', en: 'the link opens the page' },
    seen: { ja: said(answer), en: said(answer) },
    mend: noAnswerMend,
  };
}

function noGoodAnswer(provider: Provider, answer: Called): SelfTestFinding {
  return {
    check: 'one-click-answers',
    title: { ja: 'ワンクリックの POST に 200 か 202 で答える', en: 'a one-click POST is answered 200 or 202' },
    seen: { ja: `${provider}: ${said(answer)}`, en: `${provider}: ${said(answer)}` },
    mend: noAnswerMend,
  };
}

function nobodyLeft(provider: Provider): SelfTestFinding {
  return {
    check: 'one-click-suppresses',
    title: { ja: 'ワンクリックで配信が止まる', en: 'a one-click POST suppresses' },
    seen: {
      ja: `${provider}: 答えは正しいのに停止されていません`,
      en: `${provider}: the answer was good and nobody had left`,
    },
    mend: {
      ja: 'PUBLIC_URL が別の環境の停止アプリを指していないか確かめてください。',
      en: 'Look whether PUBLIC_URL leads to the unsubscribe app of another installation.',
    },
  };
}

const noAnswerMend: Phrase = {
  ja: '停止アプリが動いていて、PUBLIC_URL からそのまま（リダイレクトなしで）届くことを確かめてください。',
  en: 'See that the unsubscribe app runs and that PUBLIC_URL reaches it as it is, without a redirect.',
};
