import type { Words } from '../language/language.tsx';

/** The words of the frame around every page. */
export const words: Words<{
  skip: string;
  main: string;
  home: string;
  campaigns: string;
  you: string;
}> = {
  ja: { skip: '本文へ', main: 'メイン', home: 'ホーム', campaigns: 'キャンペーン', you: 'アカウント' },
  en: { skip: 'Skip to content', main: 'Main', home: 'Home', campaigns: 'Campaigns', you: 'You' },
};
