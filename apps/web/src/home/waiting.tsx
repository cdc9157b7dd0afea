import { Button, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { Attention } from '../api/generated/operations.ts';
import { type Format, useFormat } from '../language/format.ts';
import { useWords } from '../language/language.tsx';
import type { Tone } from '../look/notice.tsx';
import { useDomainTroubles } from './use-domain-troubles.ts';
import { words } from './words.ts';

type Line = { key: string; tone: Tone; says: string; more?: string; go: string; to: string };

/** What needs a person, each with the one step to take; nothing when nothing does. */
export function Waiting({ attention }: { attention: readonly Attention[] }) {
  const say = useWords(words);
  const format = useFormat();
  const domains = useDomainTroubles();
  const lines: Line[] = [
    ...attention.map((one) => lineOf(one, say, format)),
    ...domains.map(({ domain, checks }) => ({
      key: `dns ${domain}`,
      tone: 'bad' as const,
      to: '/settings/domains',
      ...say.dns({ domain, checks: checks.join(', ') }),
    })),
  ];
  if (lines.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {say.waiting}
      </Title>
      <ul className="waiting">
        {lines.map(({ key, tone, says, more, go, to }) => (
          <li key={key} className="notice" data-tone={tone}>
            <div>
              {says}
              {more !== undefined && (
                <Text size="sm" className="quiet">
                  {more}
                </Text>
              )}
            </div>
            <Button component={Link} to={to} size="xs" variant="default">
              {go}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function lineOf(one: Attention, say: (typeof words)['ja'], format: Format): Line {
  switch (one.kind) {
    case 'paused': {
      const { id, name } = one.campaign;
      const tone = one.cause === 'somebody' ? 'mind' : 'bad';
      return { key: `paused ${id}`, tone, to: `/campaigns/${id}`, ...say.paused[one.cause](name) };
    }
    case 'uncertain': {
      const { id, name } = one.campaign;
      const facts = { name, letters: format.number(one.letters) };
      return { key: `uncertain ${id}`, tone: 'doubt', to: `/campaigns/${id}`, ...say.uncertain(facts) };
    }
    case 'lane': {
      const { lane, until, reason } = one;
      const says =
        one.paused || until === null ? say.lanePaused(lane) : say.laneSuspended({ lane, when: format.fromNow(until) });
      const more = reason === null ? {} : { more: one.paused ? reason : say.receiverSaid(reason) };
      return { key: `lane ${lane}`, tone: 'mind', to: '/settings/delivery', ...says, ...more };
    }
    case 'held-addresses': {
      const facts = { domain: one.domain, addresses: format.number(one.addresses) };
      return { key: `held ${one.domain}`, tone: 'doubt', to: '/contacts/suppressions', ...say.held(facts) };
    }
  }
}
