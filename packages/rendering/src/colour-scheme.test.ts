import { describe, expect, it } from '@jest/globals';
import { inColourScheme } from './colour-scheme.ts';
import { loadTemplate } from './load-template.ts';
import { sampleLetter } from './sample-letter.ts';

const rules = '<html><head><style>@media (prefers-color-scheme: dark){p{color:#fff}}</style></head><p>x</p></html>';

describe('inColourScheme', () => {
  it('lets the rules of one scheme always hold and those of the other never', () => {
    expect(inColourScheme(rules, 'dark')).toContain('@media (min-width:0px){p{color:#fff}}');
    expect(inColourScheme(rules, 'light')).toContain('@media (max-width:0px){p{color:#fff}}');
    expect(inColourScheme(rules, 'dark')).toMatch(/color-scheme:only dark !important\}<\/style><\/head>/);
  });

  it('leaves no question about the screen in a built-in letter', async () => {
    const template = await loadTemplate('sale', 'ja');
    if (template === undefined) throw new Error('there is no such template');
    const letter = await sampleLetter({ ...template, class: 'marketing' });
    expect(letter?.html).toContain('prefers-color-scheme');
    expect(inColourScheme(letter?.html ?? '', 'dark')).not.toContain('prefers-color-scheme');
  });
});
