import { preferencesToken } from './preferences-scene.ts';
import type { Scene } from './scene.ts';

/** A reader's scene with the link that confirms a subscription. */
export type Reader = Scene & { confirm: string };

/** Something done on a page: a button pressed by its name, an address typed, a body sent that no button of ours sends, or the page opened again. */
export type Step = { press: string } | { type: string } | { send: string } | { open: 'again' };

/** What is the matter beside the page: nothing, no database, a letter on the wire, or a visitor who has asked as often as they may. */
export type Circumstance = 'usual' | 'away' | 'on-the-wire' | 'spent';

/** A page that anybody may meet: the way to it, and the answer's code. */
export type PublicPage = {
  name: string;
  circumstance: Circumstance;
  status: number;
  door: (reader: Reader) => string;
  steps: Record<'ja' | 'en', readonly Step[]>;
};

const letter = (reader: Reader) => `/u/${reader.token()}`;
const sample = (reader: Reader) => `/u/${reader.token({ kind: 'inert' })}`;
const settings = (reader: Reader) => `/p/${preferencesToken(reader)}`;
const oldSettings = (reader: Reader) => `/p/${preferencesToken(reader, new Date(0))}`;
const home = () => '/';
const confirm = (reader: Reader) => `/c/${reader.confirm}`;

const pressed = (ja: readonly string[], en: readonly string[]): PublicPage['steps'] => ({
  ja: ja.map((press) => ({ press })),
  en: en.map((press) => ({ press })),
});
const nothing = pressed([], []);
const both = (...steps: readonly Step[]): PublicPage['steps'] => ({ ja: steps, en: steps });
const typed = (address: string): PublicPage['steps'] => ({
  ja: [{ type: address }, { press: 'リンクをメールで受け取る' }],
  en: [{ type: address }, { press: 'Mail me the link' }],
});
const stopOne = ['このメールを停止する', 'Stop this newsletter'] as const;
const stopAll = ['すべてのお知らせを停止する', 'Stop everything from this sender'] as const;

function page(
  name: string,
  door: PublicPage['door'],
  steps = nothing,
  { circumstance = 'usual', status = 200 }: { circumstance?: Circumstance; status?: number } = {},
): PublicPage {
  return { name, circumstance, status, door, steps };
}

/** Every page of the app, each by the shortest way to it. */
export const publicPages: readonly PublicPage[] = [
  page('home', home),
  page('home-wrong', home, both({ send: 'email=hanako' }), { status: 400 }),
  page('asked', home, typed('hanako@example.jp')),
  page('asked-often', home, typed('hanako@example.jp'), { circumstance: 'spent', status: 429 }),
  page('choose', letter),
  page('choose-list-stopped', letter, both({ send: 'scope=list' }, { open: 'again' })),
  page('choose-stopped', letter, both({ send: 'scope=marketing' }, { open: 'again' })),
  page('choose-malformed', letter, both({ send: 'colour=blue' }), { status: 400 }),
  page('choose-too-long', letter, both({ send: `colour=${'blue'.repeat(2_500)}` }), { status: 413 }),
  page('choose-sample', sample),
  page('done', letter, pressed([stopOne[0]], [stopOne[1]])),
  page('done-everything', letter, pressed([stopAll[0]], [stopAll[1]])),
  page('undone', letter, pressed([stopOne[0], '元に戻す'], [stopOne[1], 'Undo'])),
  page('undone-too-late', letter, both({ send: 'undo=AAAAAAAAAAAAAAAAAAAAAA' })),
  page('inert', sample, pressed([stopOne[0]], [stopOne[1]])),
  page('on-its-way', letter, pressed([stopOne[0]], [stopOne[1]]), { circumstance: 'on-the-wire', status: 202 }),
  page('choose-away', letter, nothing, { circumstance: 'away' }),
  page('recorded', letter, pressed([stopOne[0]], [stopOne[1]]), { circumstance: 'away', status: 202 }),
  page('unavailable', settings, nothing, { circumstance: 'away', status: 503 }),
  page('unknown', () => '/u/nonsense', nothing, { status: 404 }),
  page('busy', () => '/u/nonsense', nothing, { circumstance: 'spent', status: 429 }),
  page('preferences', settings),
  page('preferences-paused', settings, pressed(['この日まで休む'], ['Pause until then'])),
  page('preferences-stopped', settings, pressed(['すべて停止する'], ['Stop everything'])),
  page(
    'preferences-left',
    settings,
    pressed(['すべて停止する', '確認のメールを受け取る'], ['Stop everything', 'Mail me the confirmation']),
  ),
  page('expired', oldSettings, nothing, { status: 410 }),
  page('expired-asked', oldSettings, pressed(['新しいリンクを受け取る'], ['Mail me a new link'])),
  page('confirm', confirm),
  page('confirmed', confirm, pressed(['受け取る'], ['Receive it'])),
];
