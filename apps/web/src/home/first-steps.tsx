import { Button, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { Overview } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

const order = ['sender', 'domain', 'people', 'draft', 'sent'] as const;
type StepName = (typeof order)[number];

const places: Record<StepName, string> = {
  sender: '/settings',
  domain: '/settings/domains',
  people: '/contacts/lists',
  draft: '/campaigns/new',
  sent: '/campaigns',
};
/** After so many campaigns nobody is a newcomer. */
const newcomersMost = 3;

/** The way to a first newsletter, for newcomers: five steps by what is so, the next one ready to be taken. */
export function FirstSteps({ overview }: { overview: Overview }) {
  const say = useWords(words);
  const { steps, local, mailboxUrl } = overview;
  if (steps.sent && steps.campaigns > newcomersMost) return null;
  const done = order.filter((step) => steps[step]).length;
  // On this machine alone no receiver asks for a domain's records.
  const canWait = (step: StepName) => step === 'domain' && local;
  const next = order.find((step) => !steps[step] && !canWait(step));
  return (
    <section className="sheet sheet-pad" aria-label={steps.sent ? say.firstDone : say.first}>
      <div className="steps-head">
        <div>
          <Title order={2}>{steps.sent ? say.firstDone : say.first}</Title>
          <Text className="quiet" size="sm">
            {done === order.length ? say.firstDoneLead : say.firstLead(done)}
          </Text>
        </div>
        {steps.sent && mailboxUrl !== null && (
          <Button component="a" href={mailboxUrl} target="_blank" rel="noreferrer" size="sm">
            {say.mailbox}
          </Button>
        )}
      </div>
      <ol className="steps">
        {order.map((step) => (
          <li key={step} data-state={steps[step] ? 'done' : step === next ? 'next' : 'later'}>
            <div className="row-main">
              <div className="row-title">{say.steps[step].title}</div>
              {!steps[step] && <div className="row-note">{say.steps[step].lead}</div>}
            </div>
            {steps[step] && <span className="quiet">{say.done}</span>}
            {!steps[step] && canWait(step) && <span className="quiet">{say.optional}</span>}
            {!steps[step] && (
              <Button component={Link} to={places[step]} size="xs" variant={step === next ? 'filled' : 'default'}>
                {say.steps[step].go}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
