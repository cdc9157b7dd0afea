import { createHash } from 'node:crypto';
import type { Db } from '@hikyaku/database';
import type { FitPicture } from './fit-picture.ts';
import { pictureTypes } from './picture-type.ts';

/** A picture as it is kept: `file` is what it is called below `PUBLIC_URL/a/`, `name` what its owner calls it. */
export type Image = {
  id: string;
  file: string;
  name: string;
  type: string;
  width: number;
  height: number;
  sizeBytes: number;
  createdAt: Date;
};

const columns = [
  'id',
  'file',
  'name',
  'type',
  'width',
  'height',
  'size_bytes as sizeBytes',
  'created_at as createdAt',
] as const;

/** Keeps a picture for a workspace. One that it has already, or had removed, is the same one again, under its new name. */
export async function keepImage(db: Db, workspaceId: string, name: string, picture: FitPicture): Promise<Image> {
  const { type, width, height, bytes } = picture;
  return await db
    .insertInto('images')
    .values({
      workspace_id: workspaceId,
      file: fileName(picture),
      name,
      type,
      width,
      height,
      size_bytes: bytes.length,
      bytes,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'file']).doUpdateSet({ name, removed_at: null }))
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** A workspace's pictures, newest first. */
export async function listImages(
  db: Db,
  workspaceId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<Image[]> {
  const all = db
    .selectFrom('images')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit);
  return await (before === undefined ? all : all.where('id', '<', before)).execute();
}

/** Of the bytes alone: 144 bits of their SHA-256, which nobody guesses, and the ending that says what they are. */
function fileName({ bytes, type }: FitPicture): string {
  const hash = createHash('sha256').update(bytes).digest().subarray(0, 18).toString('base64url');
  return `${hash}.${pictureTypes[type]}`;
}
