import { publicId } from '@hikyaku/database';
import type { Seeded } from './seeded.ts';

/** One question that the console asks, in as many ways as somebody might: a path of the API for each time it is asked. */
export type Question = { name: string; paths: readonly string[] };

/** What the console's pages about people and letters ask, over everything that was seeded. */
export function questions({ lists, largest, someone, campaigns }: Seeded, contacts: readonly string[]): Question[] {
  const [first = '', second = ''] = lists.map((id) => publicId('list', id));
  const campaign = publicId('campaign', largest);
  const search = (...words: string[]) => words.map((word) => `/contacts?limit=50&search=${encodeURIComponent(word)}`);
  const each = <Item>(items: readonly Item[], path: (item: Item) => string) => items.map(path);
  return [
    { name: 'contacts, newest', paths: ['/contacts?order=newest&limit=50'] },
    { name: 'contacts, somewhere in the middle', paths: each(contacts, (id) => `/contacts?limit=50&cursor=${id}`) },
    { name: 'search: a common name', paths: search('佐藤', '鈴木', '高橋', '田中', '花子', 'さくら') },
    {
      name: 'search: the beginning of an address',
      paths: search('hanako.s', 'taro.k', 'misaki.tanaka1', 'hina.sei77'),
    },
    { name: 'search: one letter', paths: search('h', 's', 't', '佐', 'g') },
    { name: 'search: a domain', paths: search('@gmail.example', '@company5', 'docomo', '@company123.example') },
    { name: 'search: an address', paths: search(...someone) },
    { name: 'search: nobody', paths: search('zzz', '龍', '@nowhere') },
    { name: 'search in a list', paths: each(search('佐藤', 'hanako', '@gmail'), (path) => `${path}&list=${second}`) },
    { name: 'a list, newest', paths: [`/contacts?list=${first}&order=newest&limit=50`] },
    { name: 'a list, active', paths: [`/contacts?list=${first}&state=active&order=newest&limit=50`] },
    { name: 'a list, not confirmed', paths: [`/contacts?list=${first}&state=pending&limit=50`] },
    { name: 'a list, left', paths: [`/contacts?list=${first}&state=left&order=newest&limit=50`] },
    { name: 'a person', paths: each(contacts, (id) => `/contacts/${id}`) },
    { name: "a person's story", paths: each(contacts, (id) => `/contacts/${id}/story?limit=30`) },
    { name: "a person's next letters", paths: each(contacts, (id) => `/contacts/${id}/next-letters`) },
    { name: 'lists', paths: ['/lists?limit=200'] },
    { name: "a list's counts", paths: [`/lists/${first}/counts`] },
    { name: 'suppressions, newest', paths: ['/suppressions?order=newest&limit=50'] },
    { name: 'suppressions, lifted', paths: ['/suppressions?order=newest&state=lifted&limit=50'] },
    { name: 'suppressions of an address', paths: each(someone, (email) => `/suppressions?email=${email}`) },
    { name: 'campaigns', paths: ['/campaigns?limit=50', `/campaigns?limit=50&name=${encodeURIComponent('号外')}`] },
    {
      name: 'a campaign of few letters, with its books',
      paths: each(campaigns.slice(0, 20), (id) => `/campaigns/${publicId('campaign', id)}`),
    },
    { name: 'a campaign of everybody, with its books', paths: [`/campaigns/${campaign}`] },
    { name: 'letters', paths: [`/campaigns/${campaign}/deliveries?limit=25`] },
    { name: 'letters, bounced', paths: [`/campaigns/${campaign}/deliveries?state=bounced&limit=25`] },
    { name: 'letters, uncertain (none)', paths: [`/campaigns/${campaign}/deliveries?state=uncertain&limit=25`] },
    { name: 'letters to an address', paths: each(someone, (to) => `/campaigns/${campaign}/deliveries?email=${to}`) },
  ];
}
