import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router';
import { useWords } from '../language/language.tsx';
import { useWho } from '../session/session-gate.tsx';
import { CampaignsIcon, ContactsIcon, HomeIcon, SettingsIcon, TemplatesIcon, YouIcon } from './icons.tsx';
import { words } from './words.ts';

/** The frame around every page: a rail beside it where there is room, a bar below it on a phone. */
export function Shell() {
  const say = useWords(words);
  const { workspace } = useWho();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say.skip}
      </a>
      <div className="rail">
        <Link className="brand" to="/">
          <img src="/mark.svg" alt="" />
          <span>
            <strong>飛脚 Hikyaku</strong>
            <small>{workspace.name}</small>
          </span>
        </Link>
        <nav aria-label={say.main}>
          <NavLink to="/" end>
            <HomeIcon />
            {say.home}
          </NavLink>
          <NavLink to="/campaigns">
            <CampaignsIcon />
            {say.campaigns}
          </NavLink>
          <NavLink to="/contacts">
            <ContactsIcon />
            {say.contacts}
          </NavLink>
          <NavLink to="/templates">
            <TemplatesIcon />
            {say.templates}
          </NavLink>
          <NavLink to="/settings">
            <SettingsIcon />
            {say.settings}
          </NavLink>
          <NavLink to="/you">
            <YouIcon />
            {say.you}
          </NavLink>
        </nav>
      </div>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <ScrollRestoration />
    </div>
  );
}
