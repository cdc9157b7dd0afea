import { createBrowserRouter } from 'react-router';
import { HomePage } from './home/home-page.tsx';
import { Lost } from './look/unreachable.tsx';
import { YouPage } from './session/you-page.tsx';
import { Shell } from './shell/shell.tsx';

/** Every page of the console. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    children: [
      { path: '/', element: <HomePage /> },
      { path: '/campaigns', lazy: async () => ({ Component: (await import('./campaigns/list-page.tsx')).ListPage }) },
      { path: '/campaigns/new', lazy: async () => ({ Component: (await import('./drafts/new-page.tsx')).NewPage }) },
      {
        path: '/campaigns/:id/edit',
        lazy: async () => ({ Component: (await import('./drafts/draft-page.tsx')).DraftPage }),
      },
      {
        path: '/campaigns/:id',
        lazy: async () => ({ Component: (await import('./campaigns/campaign-page.tsx')).CampaignPage }),
      },
      { path: '/you', element: <YouPage /> },
      { path: '*', element: <Lost /> },
    ],
  },
]);
