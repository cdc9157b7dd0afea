import { describe, expect, it } from '@jest/globals';
import { listTemplates, loadTemplate } from './load-template.ts';

describe('listTemplates', () => {
  it('lists the eight built-in templates, each in both languages', async () => {
    const names = 'announcement confirm-subscription digest event-invitation newsletter receipt sale welcome'.split(
      ' ',
    );
    expect(await listTemplates()).toMatchObject(names.map((name) => ({ name, locales: ['en', 'ja'] })));
  });

  it('says what each of them is, in both languages, and which class its letters are of', async () => {
    const entries = await listTemplates();
    expect(entries.find(({ name }) => name === 'receipt')).toMatchObject({
      category: 'system',
      class: 'transactional',
    });
    for (const { title, lead } of entries) {
      for (const words of [title.ja, title.en, lead.ja, lead.en]) expect(words).not.toBe('');
      expect(title.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    }
  });
});

describe('loadTemplate', () => {
  it('reads source, subject and sample of one language', async () => {
    const template = await loadTemplate('welcome', 'ja');
    expect(template?.source.subject).toBe('{{workspace.name}}へようこそ');
    expect(template?.source.mjml).toContain('<mjml lang="ja">');
    expect(template?.sample).toHaveProperty('workspace.legal_name');
  });

  it('answers undefined for a template that is not there, and for a name that is a path', async () => {
    expect(await loadTemplate('nothing', 'ja')).toBeUndefined();
    expect(await loadTemplate('../templates/welcome', 'ja')).toBeUndefined();
    expect(await loadTemplate('welcome', 'ja', '/nowhere')).toBeUndefined();
  });
});
