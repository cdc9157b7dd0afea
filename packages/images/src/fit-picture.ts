import sharp, { type Sharp } from 'sharp';
import { type PictureType, pictureType } from './picture-type.ts';

/** A picture ready to be shown in letters. */
export type FitPicture = { type: PictureType; width: number; height: number; bytes: Buffer };

/** Why a file is no picture for letters: of another kind, not readable, or with more pixels than can be read here. */
export type PictureFault = 'other-kind' | 'broken' | 'too-many-pixels';

/** Letters are some 600 px wide; twice that is sharp on every screen. */
const widest = 1_200;
/** All frames of a moving picture together. */
const mostPixels = 60_000_000;

/**
 * Reads a picture and writes it anew: upright, without what the camera noted beside it (place, owner, thumbnails), in sRGB, no wider
 * than `widest`. So nothing of the file but its pixels is ever served. A moving picture goes on moving.
 */
export async function fitPicture(
  file: Uint8Array,
): Promise<{ ok: true; picture: FitPicture } | { ok: false; fault: PictureFault }> {
  const type = pictureType(file);
  if (type === undefined) return { ok: false, fault: 'other-kind' };
  try {
    const read = sharp(file, { animated: true, limitInputPixels: mostPixels, failOn: 'error' }).autoOrient();
    const fit = read.resize({ width: widest, withoutEnlargement: true });
    const { data, info } = await written(fit, type).toBuffer({ resolveWithObject: true });
    return { ok: true, picture: { type, width: info.width, height: info.pageHeight ?? info.height, bytes: data } };
  } catch (error) {
    const isLarge = error instanceof Error && /pixel limit/i.test(error.message);
    return { ok: false, fault: isLarge ? 'too-many-pixels' : 'broken' };
  }
}

function written(picture: Sharp, type: PictureType): Sharp {
  switch (type) {
    case 'image/png':
      return picture.png({ compressionLevel: 9 });
    case 'image/jpeg':
      return picture.jpeg({ quality: 84, mozjpeg: true });
    case 'image/gif':
      return picture.gif();
    case 'image/webp':
      return picture.webp({ quality: 84 });
  }
}
