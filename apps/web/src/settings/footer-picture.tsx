import { Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { addressOf } from '../api/call.ts';
import type { Workspace } from '../api/generated/operations.ts';
import { useWords } from '../language/language.tsx';
import { words } from './words.ts';

const quietMs = 350;

/** The footer as the product itself writes it, with what is being typed; nothing runs in its frame. */
export function FooterPicture({
  told,
}: {
  told: Pick<Workspace, 'legalName' | 'postalAddress' | 'contact' | 'locale'>;
}) {
  const say = useWords(words);
  const { legalName, postalAddress, contact, locale } = told;
  const typed = addressOf('GET /workspace/footer', { query: { legalName, postalAddress, contact, locale } });
  const [src] = useDebouncedValue(typed, quietMs);
  return (
    <section className="footer-picture" aria-label={say.footer}>
      <Title order={2}>{say.footer}</Title>
      <Text className="quiet" size="sm">
        {say.footerLead}
      </Text>
      {/* A frame that is led on leaves a step in the window's history, and Back would go through what was typed. */}
      <iframe key={src} title={say.footer} sandbox="" src={src} />
    </section>
  );
}
