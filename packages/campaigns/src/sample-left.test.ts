import { describe, expect, it } from '@jest/globals';
import { sampleLeft } from './sample-left.ts';

const sample = {
  headline: 'Winter begins',
  articles: [{ title: 'A new coffee', url: 'https://shop.example/a' }],
  minutes: 3,
};

describe('sampleLeft', () => {
  it('counts every text that nobody has changed, in lists too', () => {
    expect(sampleLeft(sample, sample)).toEqual({ left: 3, all: 3 });
  });

  it('counts no text that is somebody’s own, that is short, or that has moved', () => {
    const own = {
      headline: 'How do you do',
      articles: [{ title: 'Brief', url: 'https://mine.example/b' }, sample.articles[0]],
    };
    expect(sampleLeft(own, sample)).toEqual({ left: 0, all: 4 });
    expect(sampleLeft({}, sample)).toEqual({ left: 0, all: 0 });
  });
});
