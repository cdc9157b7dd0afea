import type { MessageClass } from '@hikyaku/message';
import type { TemplateChoice } from './draft-values.ts';
import { finding } from './findings.ts';
import type { Problem } from './problem.ts';

const advertising = ['newsletter', 'announcement', 'digest', 'event-invitation', 'sale'];

/** A letter made from a built-in template that advertises is marketing, whatever else it is called (CLS-1). */
export function classProblems(messageClass: MessageClass, template: TemplateChoice | undefined): Problem[] {
  if (messageClass === 'marketing' || template?.kind !== 'built-in' || !advertising.includes(template.name)) return [];
  return [finding('class', 'advertises', { template: template.name, class: messageClass })];
}
