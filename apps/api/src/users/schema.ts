import { publicId } from '@hikyaku/database';
import type { User } from '@hikyaku/sign-in';
import { z } from 'zod';
import { emailValue } from '../contacts/schema.ts';
import { idView, lineValue, timeView } from '../http/value.ts';

/** Whom to let in. */
export const newUserSchema = z.strictObject({ email: emailValue, name: lineValue(100) });

/** Somebody who may sign in. */
export const userSchema = z
  .strictObject({ id: idView('user'), email: z.string(), name: z.string(), createdAt: timeView })
  .meta({ id: 'User', description: 'Somebody of the workspace who may sign in to its console.' });

/** All of them; there are few, so they come in one page. */
export const usersSchema = z.strictObject({ items: z.array(userSchema), nextCursor: z.null() });

/** A password to hand on, this once. */
export const handedPasswordSchema = z.strictObject({ user: userSchema, password: z.string() });

/** A user, in the shape of `userSchema`. */
export function userView({ id, email, name, createdAt }: User): z.infer<typeof userSchema> {
  return { id: publicId('user', id), email, name, createdAt: createdAt.toISOString() };
}
