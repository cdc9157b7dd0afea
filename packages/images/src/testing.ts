import sharp from 'sharp';

/** A picture of one colour, `width` by `height`, with a camera's notes in it. */
export async function picture(
  type: 'png' | 'jpeg' | 'gif' | 'webp',
  { width = 40, height = 30, colour = '#c33' }: { width?: number; height?: number; colour?: string } = {},
): Promise<Buffer> {
  const made = sharp({ create: { width, height, channels: 3, background: colour } });
  return made
    .withExif({ IFD0: { Copyright: 'the secret owner' } })
    .toFormat(type)
    .toBuffer();
}
