import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Segment, SegmentRule } from '../api/generated/operations.ts';
import { SectionLinks } from '../contacts/section-links.tsx';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { Blank } from '../look/blank.tsx';
import { Failure } from '../look/failure.tsx';
import { Page } from '../look/page.tsx';
import { RowsWaiting } from '../look/rows-waiting.tsx';
import { useSegments } from './use-segments.ts';
import { words } from './words.ts';

/** Every segment of the workspace. */
export function SegmentsPage() {
  const say = useWords(words);
  const segments = useSegments();
  return (
    <Page
      title={say.segments}
      note={say.lead}
      actions={
        <Button component={Link} to="/contacts/segments/new">
          {say.new}
        </Button>
      }
    >
      <SectionLinks />
      {segments.isError && <Failure error={segments.error} again={() => void segments.refetch()} />}
      {segments.isPending && <RowsWaiting rows={3} />}
      {segments.data?.items.length === 0 && (
        <div className="sheet">
          <Blank title={say.none} lead={say.noneLead} />
        </div>
      )}
      {segments.data !== undefined && segments.data.items.length > 0 && (
        <ul className="rows sheet">
          {segments.data.items.map((segment) => (
            <SegmentRow key={segment.id} segment={segment} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function SegmentRow({ segment: { id, name, rule, updatedAt } }: { segment: Segment }) {
  const say = useWords(words);
  const format = useFormat();
  return (
    <li>
      <Link className="row row-wrap" to={`/contacts/segments/${id}`}>
        <div className="row-main row-title">{name}</div>
        <div className="row-note numbers">{say.conditions(format.number(conditionsIn(rule)))}</div>
        <div className="row-note">{say.changed(format.day(updatedAt))}</div>
      </Link>
    </li>
  );
}

type Part = SegmentRule['of'][number];

function conditionsIn({ of }: { of: readonly Part[] }): number {
  return of.reduce((sum, part) => sum + ('of' in part ? conditionsIn(part) : 1), 0);
}
