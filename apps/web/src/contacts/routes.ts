import type { RouteObject } from 'react-router';

/** The pages about people: contacts, lists, and what is done to many at once. */
export const contactRoutes: RouteObject[] = [
  { path: '/contacts', lazy: async () => ({ Component: (await import('./contacts-page.tsx')).ContactsPage }) },
  { path: '/contacts/new', lazy: async () => ({ Component: (await import('./new-contact-page.tsx')).NewContactPage }) },
  { path: '/contacts/lists', lazy: async () => ({ Component: (await import('../lists/lists-page.tsx')).ListsPage }) },
  { path: '/contacts/lists/:id', lazy: async () => ({ Component: (await import('../lists/list-page.tsx')).ListPage }) },
  {
    path: '/contacts/segments',
    lazy: async () => ({ Component: (await import('../segments/segments-page.tsx')).SegmentsPage }),
  },
  {
    path: '/contacts/segments/new',
    lazy: async () => ({ Component: (await import('../segments/segment-page.tsx')).NewSegmentPage }),
  },
  {
    path: '/contacts/segments/:id',
    lazy: async () => ({ Component: (await import('../segments/segment-page.tsx')).SegmentPage }),
  },
  {
    path: '/contacts/suppressions',
    lazy: async () => ({ Component: (await import('../suppressions/suppressions-page.tsx')).SuppressionsPage }),
  },
  {
    path: '/contacts/suppressions/import',
    lazy: async () => ({ Component: (await import('../suppressions/import-opt-outs-page.tsx')).ImportOptOutsPage }),
  },
  {
    path: '/contacts/import',
    lazy: async () => ({ Component: (await import('../imports/import-page.tsx')).ImportPage }),
  },
  {
    path: '/contacts/imports/:id',
    lazy: async () => ({ Component: (await import('../imports/import-progress-page.tsx')).ImportProgressPage }),
  },
  { path: '/contacts/:id', lazy: async () => ({ Component: (await import('./contact-page.tsx')).ContactPage }) },
];
