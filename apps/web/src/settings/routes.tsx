import type { RouteObject } from 'react-router';

/** The settings, each part a chunk of its own. */
export const settingsRoute: RouteObject = {
  path: '/settings',
  lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsPage }),
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./identity-part.tsx')).IdentityPart }) },
    { path: 'domains', lazy: async () => ({ Component: (await import('./domains-part.tsx')).DomainsPart }) },
    { path: 'hours', lazy: async () => ({ Component: (await import('./hours-part.tsx')).HoursPart }) },
    { path: 'delivery', lazy: async () => ({ Component: (await import('./delivery-part.tsx')).DeliveryPart }) },
    { path: 'keys', lazy: async () => ({ Component: (await import('./keys-part.tsx')).KeysPart }) },
    { path: 'people', lazy: async () => ({ Component: (await import('./people-part.tsx')).PeoplePart }) },
  ],
};
