import { useEffect, useRef } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useWords } from '../language/language.tsx';
import { Page } from '../look/page.tsx';
import { useWho } from '../session/session-gate.tsx';
import { words as deliveryWords } from './delivery-words.ts';
import { words } from './words.ts';

/** What holds for the whole workspace: who it is, where its mail comes from, when it goes, and who may come in. */
export function SettingsPage() {
  const say = useWords(words);
  const { delivery } = useWords(deliveryWords);
  const { workspace } = useWho();
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row of parts is wider than the screen.
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  const parts = [
    ['/settings', say.identity],
    ['/settings/domains', say.domains],
    ['/settings/hours', say.hours],
    ['/settings/delivery', delivery],
    ['/settings/keys', say.keys],
    ['/settings/people', say.people],
  ] as const;
  return (
    <Page title={say.settings} note={workspace.name}>
      <nav ref={nav} className="parts" aria-label={say.settings}>
        {parts.map(([to, label]) => (
          <NavLink key={to} to={to} end>
            {label}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
