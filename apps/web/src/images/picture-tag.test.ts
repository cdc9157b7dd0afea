import { describe, expect, it } from '@jest/globals';
import { pictureTag } from './picture-tag.ts';

const image = { url: 'https://m.example/a/x.png', width: 1200 };

describe('pictureTag', () => {
  it('shows a picture no wider than a letter, with words in its place', () => {
    expect(pictureTag(image, 'mjml', '梅の花')).toBe(
      '<mj-image src="https://m.example/a/x.png" width="600px" alt="梅の花" />',
    );
    expect(pictureTag({ ...image, width: 80 }, 'html', '')).toContain(' width="80" ');
    expect(pictureTag(image, 'text', '梅の花')).toBe('梅の花: https://m.example/a/x.png');
  });

  it('lets no words end the quotes, begin a tag or be taken for a placeholder', () => {
    expect(pictureTag(image, 'html', `"><script>{{x}}`)).toContain('alt="&quot;&gt;&lt;script&gt;&#123;&#123;x}}">');
  });
});
