import { useWords } from '../language/language.tsx';
import { type Status, words } from './words.ts';

const tones: Record<Status, 'draft' | 'going' | 'held' | 'done' | 'off'> = {
  draft: 'draft',
  scheduled: 'going',
  preparing: 'going',
  sending: 'going',
  paused: 'held',
  cancelling: 'held',
  cancelled: 'off',
  finished: 'done',
};

/** Where a campaign is in its life, in a word and a dot. */
export function StatusMark({ status }: { status: Status }) {
  return (
    <span className="status" data-tone={tones[status]}>
      {useWords(words).status[status]}
    </span>
  );
}
