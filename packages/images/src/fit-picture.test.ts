import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fitPicture } from './fit-picture.ts';
import { picture } from './testing.ts';

const fitted = async (file: Uint8Array) => {
  const fit = await fitPicture(file);
  if (!fit.ok) throw new Error(fit.fault);
  return fit.picture;
};

describe('fitPicture', () => {
  it.each(['png', 'jpeg', 'gif', 'webp'] as const)('takes a %s by its content and keeps its kind', async (kind) => {
    expect(await fitted(await picture(kind))).toMatchObject({ type: `image/${kind}`, width: 40, height: 30 });
  });

  it('makes a wide one narrower, and none wider', async () => {
    const wide = await fitted(await picture('jpeg', { width: 3_000, height: 1_500 }));
    expect([wide.width, wide.height]).toEqual([1_200, 600]);
    expect((await sharp(wide.bytes).metadata()).width).toBe(1_200);
  });

  it('turns it upright and takes out what the camera noted', async () => {
    const lying = await sharp(await picture('jpeg', { width: 40, height: 20 }))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(lying.includes('Exif')).toBe(true);
    const { width, height, bytes } = await fitted(lying);
    expect([width, height]).toEqual([20, 40]);
    expect(bytes.includes('Exif')).toBe(false);
    expect((await fitted(await picture('jpeg'))).bytes.includes('the secret owner')).toBe(false);
  });

  it('serves nothing of the file but its pixels: what is hidden behind a picture is gone', async () => {
    const hiding = Buffer.concat([await picture('png'), Buffer.from('<script>alert(1)</script>')]);
    expect((await fitted(hiding)).bytes.includes('<script>')).toBe(false);
  });

  it('lets a moving picture go on moving', async () => {
    const frames = await Promise.all(['#c33', '#3c3', '#33c'].map((colour) => picture('png', { colour })));
    const moving = await sharp(frames, { join: { animated: true } })
      .gif({ delay: 80 })
      .toBuffer();
    const { bytes, width, height } = await fitted(moving);
    expect((await sharp(bytes).metadata()).pages).toBe(3);
    expect([width, height]).toEqual([40, 30]);
  });

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'other-kind'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'other-kind'],
    ['nothing', '', 'other-kind'],
    ['a page that begins like a picture', '\x89PNG\r\n\x1a\n<script>alert(1)</script>', 'broken'],
  ])('refuses %s', async (_, file, fault) => {
    expect(await fitPicture(Buffer.from(file, 'latin1'))).toEqual({ ok: false, fault });
  });

  it('refuses one with more pixels than a small file lets expect', async () => {
    const vast = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expect(vast.length).toBeLessThan(500_000);
    expect(await fitPicture(vast)).toEqual({ ok: false, fault: 'too-many-pixels' });
  });
});
