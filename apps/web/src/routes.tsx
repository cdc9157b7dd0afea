import { createBrowserRouter } from 'react-router';
import { contactRoutes } from './contacts/routes.ts';
import { HomePage } from './home/home-page.tsx';
import { Lost } from './look/unreachable.tsx';
import { YouPage } from './session/you-page.tsx';
import { settingsRoute } from './settings/routes.tsx';
import { Shell } from './shell/shell.tsx';

/** Every page of the console. */
export const router = createBrowserRouter([
  {
    path: '/campaigns/:id/visual',
    lazy: async () => ({ Component: (await import('./visual/draft-visual-page.tsx')).DraftVisualPage }),
  },
  {
    path: '/templates/own/:id/visual',
    lazy: async () => ({ Component: (await import('./visual/own-visual-page.tsx')).OwnVisualPage }),
  },
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
      ...contactRoutes,
      { path: '/images', lazy: async () => ({ Component: (await import('./images/images-page.tsx')).ImagesPage }) },
      {
        path: '/templates',
        lazy: async () => ({ Component: (await import('./templates/gallery-page.tsx')).GalleryPage }),
      },
      {
        path: '/templates/own/:id',
        lazy: async () => ({ Component: (await import('./templates/own-page.tsx')).OwnPage }),
      },
      {
        path: '/templates/:name',
        lazy: async () => ({ Component: (await import('./templates/template-page.tsx')).TemplatePage }),
      },
      settingsRoute,
      { path: '/you', element: <YouPage /> },
      { path: '*', element: <Lost /> },
    ],
  },
]);
