import { Text } from '@mantine/core';
import type { DnsFinding } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { CopyButton } from '../look/copy-button.tsx';
import { words } from './domain-words.ts';

/** One record: what it is for, what was found, what to do, and, where something is to be published, the record to copy. */
export function DnsFindingRow({ finding }: { finding: DnsFinding }) {
  const say = useWords(words);
  const { check, verdict, found, record, seen } = finding;
  const { name, why } = say.checks[check];
  const isWell = verdict === 'good';
  const missingValue = check === 'dkim' || check === 'dmarc' ? '' : say.noValue[check];
  return (
    <li className="finding" data-verdict={verdict}>
      <div className="finding-head">
        <span className="row-title">{name}</span>
        <span className="status" data-tone={tones[verdict]}>
          {say.verdicts[verdict]}
        </span>
      </div>
      <Text size="sm" className="quiet">
        {why}
      </Text>
      <Text size="sm">{say.found[found](record)}</Text>
      {isWell ? (
        <details>
          <summary>{say.recordValue}</summary>
          <Texts texts={seen} />
        </details>
      ) : (
        <>
          <dl className="record">
            <dt>{say.recordType}</dt>
            <dd>{record.type}</dd>
            <dt>{say.recordName}</dt>
            <dd>
              <code>{record.name}</code> <CopyButton text={record.name} of={`${name} ${say.recordName}`} />
            </dd>
            <dt>{say.recordValue}</dt>
            <dd>
              {record.value === null ? (
                <span className="quiet">{missingValue}</span>
              ) : (
                <>
                  <code>{record.value}</code> <CopyButton text={record.value} of={`${name} ${say.recordValue}`} />
                </>
              )}
            </dd>
            {seen.length > 0 && (
              <>
                <dt>{say.standsNow}</dt>
                <dd>
                  <Texts texts={seen} />
                </dd>
              </>
            )}
          </dl>
        </>
      )}
    </li>
  );
}

const tones = { good: 'done', mind: 'held', bad: 'bad', unknown: 'off' } as const;

function Texts({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => (
    <code key={text} className="standing">
      {text}
    </code>
  ));
}
