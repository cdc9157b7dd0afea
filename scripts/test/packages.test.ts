import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../services/project.ts';
import { chosenPackages, testedPackages } from './packages.ts';

describe('testedPackages', () => {
  it('finds packages, apps and the scripts themselves', () => {
    const names = testedPackages(projectRoot);
    expect(names).toEqual(expect.arrayContaining(['@hikyaku/message', '@hikyaku/mailbox', '@hikyaku/scripts']));
  });
});

describe('chosenPackages', () => {
  const all = ['@hikyaku/message', '@hikyaku/api'];

  it('understands a bare name, a package name and a folder', () => {
    expect(chosenPackages(['message', '@hikyaku/api', 'packages/message/'], all)).toEqual({
      ok: true,
      names: ['@hikyaku/message', '@hikyaku/api', '@hikyaku/message'],
    });
  });

  it('says which names there are when it does not know one', () => {
    expect(chosenPackages(['massage'], all)).toEqual({
      ok: false,
      problem: 'There is no package "massage": choose among message, api.',
    });
  });
});
