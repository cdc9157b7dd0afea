import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Contact, NextLetter } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Failure } from '../look/failure.tsx';
import { words } from './contact-words.ts';
import { words as stopWords } from './stop-words.ts';
import { words as about } from './words.ts';

/** For each of their lists: would the next newsletter reach them, and if not, every reason with its date and the door it came by. */
export function NextLetters({ contact, join }: { contact: Contact; join: () => void }) {
  const say = useWords(words);
  const letters = useQuery({
    queryKey: ['contact', contact.id, 'next-letters'],
    queryFn: () => call('GET /contacts/{id}/next-letters', { path: { id: contact.id } }),
  });
  return (
    <section>
      <Group justify="space-between" align="end" mb="sm">
        <div>
          <Title order={2}>{say.next}</Title>
          <Text className="quiet" size="sm">
            {say.nextLead}
          </Text>
        </div>
        <Button size="sm" variant="default" onClick={join}>
          {say.join}
        </Button>
      </Group>
      {letters.isError && <Failure error={letters.error} again={() => void letters.refetch()} />}
      {letters.isPending && <Skeleton height={84} />}
      {letters.data?.items.length === 0 && <div className="sheet sheet-pad">{say.onNone}</div>}
      {letters.data !== undefined && letters.data.items.length > 0 && (
        <ul className="rows sheet">
          {letters.data.items.map((letter) => (
            <Answer key={letter.list} letter={letter} contact={contact} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Answer({ letter, contact }: { letter: NextLetter; contact: Contact }) {
  const say = useWords(words);
  const { bases } = useWords(about);
  const format = useFormat();
  const place = contact.lists.find(({ list }) => list === letter.list);
  return (
    <li className="row row-wrap">
      <div className="row-main">
        <div className="row-title">{letter.name}</div>
        {place && (
          <div className="row-note">
            {say.joined(format.day(place.joinedAt), bases[place.basis].name, place.source)}
            {place.confirmedAt !== null && ` · ${say.confirmed(format.day(place.confirmedAt))}`}
          </div>
        )}
        <Reasons letter={letter} />
      </div>
      <span className="status" data-tone={letter.goes ? 'done' : 'held'}>
        {letter.goes ? say.goes : say.goesNot}
      </span>
    </li>
  );
}

function Reasons({ letter: { notMeant, stops, goes } }: { letter: NextLetter }) {
  const say = useWords(words);
  const tell = useWords(stopWords);
  const format = useFormat();
  if (goes) return null;
  return (
    <ul className="findings">
      {notMeant === 'unconfirmed' && <li>{say.unconfirmed}</li>}
      {notMeant === 'left' && stops.length === 0 && <li>{say.hasLeft}</li>}
      {stops.map((found) => (
        <li key={`${found.stop}${found.suppressionId}`}>
          {[
            tell.stops[found.stop],
            found.until === null ? '' : tell.until(format.day(found.until)),
            found.most === null || found.days === null ? '' : tell.atMost(String(found.most), String(found.days)),
            found.since === null ? '' : format.day(found.since),
            found.reason === null ? '' : (tell.reasons[found.reason] ?? found.reason),
            found.source === null ? '' : (tell.sources[found.source] ?? found.source),
            found.note ?? '',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </li>
      ))}
    </ul>
  );
}
