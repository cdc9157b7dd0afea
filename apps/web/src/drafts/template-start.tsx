import type { ReactNode } from 'react';
import { type Language, useLanguage } from '../language/language.tsx';
import { Thumbnail } from '../templates/thumbnail.tsx';
import { sampleAddress } from '../templates/template-address.ts';
import { useOwnTemplate } from '../templates/use-own-templates.ts';
import { useTemplates } from '../templates/use-templates.ts';
import { isOwn } from './begin-from.ts';

/** The template a draft is to be written with, in small, and what can be done with it. */
export function TemplateStart({ name, locale, children }: { name: string; locale: Language; children?: ReactNode }) {
  const { language } = useLanguage();
  const about = useTemplates().data?.items.find((entry) => entry.name === name);
  const own = useOwnTemplate(name, isOwn(name));
  return (
    <div className="chosen">
      <Thumbnail src={sampleAddress(name, locale)} />
      <div className="chosen-words">
        <strong>{own.data?.name ?? about?.title[language] ?? name}</strong>
        {children}
      </div>
    </div>
  );
}
