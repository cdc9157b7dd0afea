import '@mantine/core/styles.css';
import './look/style.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { isProblem } from './api/problem.ts';
import { LanguageProvider } from './language/language.tsx';
import { styleNonce } from './look/style-nonce.ts';
import { theme } from './look/theme.ts';
import { router } from './routes.tsx';
import { SessionGate } from './session/session-gate.tsx';

/** The console. Everything it knows it asks of the API; it keeps only language and colour scheme. */
export function App() {
  const [client] = useState(makeClient);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** What the API said clearly is not asked again; what did not come through is. */
function makeClient(): QueryClient {
  const retry = (failures: number, error: Error) => failures < 3 && !isProblem(error);
  return new QueryClient({ defaultOptions: { queries: { retry, staleTime: 10_000 }, mutations: { retry: false } } });
}
