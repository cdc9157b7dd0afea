import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A house. */
export function HomeIcon() {
  return (
    <Icon>
      <path d="M4 11.2 12 4.5l8 6.7M6 9.8V19h4.2v-5h3.6v5H18V9.8" />
    </Icon>
  );
}

/** A letter. */
export function CampaignsIcon() {
  return (
    <Icon>
      <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
      <path d="m4.5 7.5 7.5 5.5 7.5-5.5" />
    </Icon>
  );
}

/** A page with its parts. */
export function TemplatesIcon() {
  return (
    <Icon>
      <rect x="5" y="3.5" width="14" height="17" rx="2" />
      <path d="M8.5 7.5h7v4h-7zM8.5 14.5h7M8.5 17.3h4.5" />
    </Icon>
  );
}

/** Two sliders. */
export function SettingsIcon() {
  return (
    <Icon>
      <path d="M4 8h9M17.5 8H20M4 16h2.5M11 16h9" />
      <circle cx="15.2" cy="8" r="2.2" />
      <circle cx="8.8" cy="16" r="2.2" />
    </Icon>
  );
}

/** A person. */
export function YouIcon() {
  return (
    <Icon>
      <circle cx="12" cy="8.5" r="3.5" />
      <path d="M5 19.5c.6-3.4 3.4-5.5 7-5.5s6.4 2.1 7 5.5" />
    </Icon>
  );
}

/** Some people. */
export function ContactsIcon() {
  return (
    <Icon>
      <circle cx="9" cy="8.5" r="3.2" />
      <path d="M3.2 19c.5-3.2 2.8-5 5.8-5s5.3 1.8 5.8 5M15.4 5.6a3.2 3.2 0 0 1 0 5.8M17.4 14.4c2 .7 3.1 2.3 3.4 4.6" />
    </Icon>
  );
}
