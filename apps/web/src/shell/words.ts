import type { Words } from '../language/language.tsx';

/** The words of the frame around every page. */
export const words: Words<{
  skip: string;
  main: string;
  home: string;
  campaigns: string;
  contacts: string;
  templates: string;
  settings: string;
  you: string;
}> = {
  ja: {
    skip: '本文へ',
    main: 'メイン',
    home: 'ホーム',
    campaigns: 'キャンペーン',
    contacts: '連絡先',
    templates: 'テンプレート',
    settings: '設定',
    you: 'アカウント',
  },
  en: {
    skip: 'Skip to content',
    main: 'Main',
    home: 'Home',
    campaigns: 'Campaigns',
    contacts: 'Contacts',
    templates: 'Templates',
    settings: 'Settings',
    you: 'You',
  },
};
