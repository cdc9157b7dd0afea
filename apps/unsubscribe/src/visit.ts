import type { ReadToken } from '@hikyaku/suppression';
import type { Request, Response } from 'express';
import type { Locale } from './choose-locale.ts';
import type { Dependencies } from './dependencies.ts';
import type { Pages } from './open-pages.ts';
import type { Holder } from './page.ts';

/** One request that came with a token that verified. */
export type Visit = {
  deps: Dependencies;
  pages: Pages;
  request: Request;
  response: Response;
  token: ReadToken;
  holder: Holder;
  locale: Locale;
};
