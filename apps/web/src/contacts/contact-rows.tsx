import { Link } from 'react-router';
import type { Contact } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

/** People one below the other: name, address, their lists, and what stops letters to them. */
export function ContactRows({ contacts, list }: { contacts: readonly Contact[]; list?: string | undefined }) {
  return (
    <ul className="rows sheet">
      {contacts.map((contact) => (
        <li key={contact.id}>
          <Link className="row row-wrap" to={`/contacts/${contact.id}`}>
            <div className="row-main">
              <div className="row-title">{contact.name ?? contact.email}</div>
              <div className="row-note">{contact.name === null ? '' : contact.email}</div>
            </div>
            <Standing contact={contact} list={list} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What they are to the list that is looked at, or which lists they are on; a wider "no" comes first. */
function Standing({ contact: { lists, suppressed }, list }: { contact: Contact; list?: string | undefined }) {
  const say = useWords(words);
  const wide = suppressed.find((scope) => scope !== 'list');
  if (wide !== undefined) {
    return (
      <span className="status" data-tone="held">
        {say.scopes[wide]}
      </span>
    );
  }
  const here = lists.find((one) => one.list === list);
  if (here !== undefined) {
    return (
      <span className="status" data-tone={placeTones[here.state]}>
        {say.places[here.state]}
      </span>
    );
  }
  const names = lists.filter(({ state }) => state !== 'left').map(({ name }) => name);
  return <span className="row-note row-lists">{names.join('、')}</span>;
}

/** The tone of each place on a list. */
export const placeTones = { active: 'done', pending: 'going', left: 'off' } as const;
