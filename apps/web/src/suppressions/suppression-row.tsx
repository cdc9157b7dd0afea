import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Suppression } from '../api/generated/operations.ts';
import { words as stopWords } from '../contacts/stop-words.ts';
import { useLists } from '../contacts/use-lists.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { LiftSuppression } from './lift-suppression.tsx';
import { words } from './words.ts';

/** One suppression: whose, what it stops, why, by which door, the evidence; lifted by whom and why, or how it may be lifted. */
export function SuppressionRow({ suppression, email }: { suppression: Suppression; email: string }) {
  const say = useWords(words);
  const tell = useWords(stopWords);
  const format = useFormat();
  const lists = useLists();
  const [lifting, setLifting] = useState(false);
  const { scope, listId, reason, source, note, liftedAt, liftedBy, liftReason, contactId, until, most, days } =
    suppression;
  const list = lists.data?.items.find(({ id }) => id === listId);
  const facts = [
    format.moment(suppression.suppressedAt),
    tell.reasons[reason] ?? reason,
    tell.sources[source] ?? source,
    until === null ? '' : tell.until(format.day(until)),
    most === null || days === null ? '' : tell.atMost(String(most), String(days)),
    note ?? '',
  ];
  return (
    <li className="row row-wrap">
      <div className="row-main">
        <div className="row-title">{email || suppression.maskedEmail || say.unnamed}</div>
        <div className="row-note">{facts.filter((fact) => fact !== '').join(' · ')}</div>
        {liftedAt !== null && (
          <div className="row-note">
            {say.liftedBy(liftedBy ?? '', format.moment(liftedAt))} · {liftReason}
          </div>
        )}
        {scope === 'invalid' && liftedAt === null && <div className="row-note">{say.onlyOperator}</div>}
        {contactId !== null && (
          <Anchor component={Link} to={`/contacts/${contactId}`} size="sm">
            {say.person}
          </Anchor>
        )}
      </div>
      <span className="status" data-tone={liftedAt === null ? 'held' : 'off'}>
        {list === undefined ? (say.scopes[scope] ?? scope) : say.ofList(list.name)}
      </span>
      {liftedAt === null && scope !== 'invalid' && (
        <Button size="xs" variant="default" onClick={() => setLifting(true)}>
          {say.lift}
        </Button>
      )}
      <LiftSuppression suppression={suppression} opened={lifting} close={() => setLifting(false)} />
    </li>
  );
}
