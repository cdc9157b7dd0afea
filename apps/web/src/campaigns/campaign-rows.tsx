import { Link } from 'react-router';
import type { Campaign } from '../api/generated/operations.ts';
import { useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import { StatusMark } from './status-mark.tsx';
import { words } from './words.ts';

/** Campaigns one below the other: name, subject, where they are in their life, and when. */
export function CampaignRows({ campaigns }: { campaigns: readonly Campaign[] }) {
  const say = useWords(words);
  return (
    <ul className="rows sheet">
      {campaigns.map((campaign) => (
        <li key={campaign.id}>
          <Link className="row row-wrap" to={`/campaigns/${campaign.id}`}>
            <div className="row-main">
              <div className="row-title">{campaign.name}</div>
              <div className="row-note">{campaign.subject || say.untitled}</div>
            </div>
            <div className="row-note numbers">
              <When campaign={campaign} />
            </div>
            <StatusMark status={campaign.status} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function When({ campaign }: { campaign: Campaign }) {
  const say = useWords(words);
  const format = useFormat();
  if (campaign.endedAt !== null) return say.ended(format.moment(campaign.endedAt));
  if (campaign.startedAt !== null) return say.began(format.moment(campaign.startedAt));
  if (campaign.localAt !== null) return say.goesOutLocally(format.hour(campaign.localAt));
  if (campaign.scheduledAt !== null) return say.goesOut(format.moment(campaign.scheduledAt));
  return say.changed(format.fromNow(campaign.updatedAt));
}
