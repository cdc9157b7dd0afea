import { SegmentedControl } from '@mantine/core';
import { useLanguage } from './language.tsx';

/** Japanese or English, each in its own words. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  return (
    <SegmentedControl
      size="xs"
      aria-label="言語 / Language"
      value={language}
      onChange={(value) => choose(value === 'ja' ? 'ja' : 'en')}
      data={[
        { value: 'ja', label: '日本語' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
