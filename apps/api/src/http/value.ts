import { type IdKind, parseId, publicId } from '@hikyaku/database';
import { isHeaderSafe } from '@hikyaku/message';
import { z } from 'zod';

/** A public id of this kind in a request; inside it is the database's. */
export function idValue(kind: IdKind) {
  return z
    .string()
    .meta({ description: `The id of a ${kind}.`, examples: [publicId(kind, exampleId)] })
    .transform((text, context) => {
      const id = parseId(kind, text);
      if (id !== undefined) return id;
      context.addIssue({
        code: 'custom',
        message: `This is no id of a ${kind} (${publicId(kind, '0').slice(0, 4)}…).`,
      });
      return z.NEVER;
    });
}

/** A public id of this kind in an answer. */
export function idView(kind: IdKind) {
  return z.string().meta({ description: `The id of a ${kind}.`, examples: [publicId(kind, exampleId)] });
}

const exampleId = '125000000000000000';

/** One line of text that says something: no line break or other control character, so that it may stand in a header. */
export function lineValue(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => text.trim() !== '', 'The text is blank; write something')
    .refine(isHeaderSafe, 'The text must be one line without control characters');
}

/** A moment in an answer (RFC 3339, UTC). */
export const timeView = z.iso.datetime();

/** The name of whoever changed something last. */
export const editedByView = z.string().nullable().meta({ description: 'Who changed it last.' });

/** A domain in lower case, in its ASCII form, with a dot in it. */
export const domainValue = z
  .string()
  .max(253)
  .transform((text) => text.toLowerCase())
  .refine(
    (text) => /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(text),
    'This is no domain; write one such as news.example.com',
  )
  .meta({ examples: ['news.example.com'] });
