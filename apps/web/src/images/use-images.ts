import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, call } from '../api/call.ts';
import type { Image } from '../api/generated/operations.ts';
import { isProblem } from '../api/problem.ts';

/** The workspace's pictures, newest first. */
export function useImages() {
  return useInfiniteQuery({
    queryKey: ['images'],
    queryFn: ({ pageParam }) =>
      call('GET /images', { query: { limit: '24', ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Where the console itself shows a picture from. */
export function ownAddress({ url }: Pick<Image, 'url'>): string {
  return addressOf('GET /images/files/{file}', { path: { file: url.split('/').at(-1) ?? '' } });
}

/** Why a file was not taken. */
export type Refused = { name: string } & (
  | { kind: 'too-large'; bytes: number }
  | { kind: 'other-kind' }
  | { kind: 'refused'; error: Error }
);

const mostBytes = 5_000_000;
const kinds = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Uploads files one after the other; what is too large or no picture is told at once and not sent. */
export function useUpload() {
  const client = useQueryClient();
  const [uploading, setUploading] = useState<string>();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const upload = async (files: readonly File[]): Promise<Image | undefined> => {
    setRefused([]);
    let last: Image | undefined;
    for (const file of files) {
      setUploading(file.name);
      const made = await uploadOne(file);
      if ('kind' in made) setRefused((all) => [...all, made]);
      else last = made;
    }
    setUploading(undefined);
    await client.invalidateQueries({ queryKey: ['images'] });
    return last;
  };
  return { upload, uploading, refused };
}

async function uploadOne(file: File): Promise<Image | Refused> {
  const { name } = file;
  if (file.size > mostBytes) return { kind: 'too-large', name, bytes: file.size };
  if (!kinds.has(file.type)) return { kind: 'other-kind', name };
  try {
    return await call('POST /images', { query: { name: oneLine(name) }, body: file });
  } catch (error) {
    const isOther = isProblem(error) && error.status === 422;
    if (isOther) return { kind: 'other-kind', name };
    return { kind: 'refused', name, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function oneLine(name: string): string {
  return (
    name
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200) || 'picture'
  );
}
