import type { Workspace } from '@hikyaku/campaigns';
import { publicId } from '@hikyaku/database';
import type { Session } from '@hikyaku/sign-in';
import { z } from 'zod';
import type { Caller } from '../http/caller.ts';
import { idView, timeView } from '../http/value.ts';

/** What somebody writes at the door. */
export const signInSchema = z.strictObject({
  email: z.string().min(1).max(1_000),
  password: z.string().min(1).max(1_000),
});

/** The password one has, and the one that one wants. */
export const ownPasswordSchema = z.strictObject({
  current: z.string().min(1).max(1_000),
  next: z.string().min(1).max(1_000),
});

/** Who asks, and for which workspace. `user` is null for a program with an API key. */
export const whoSchema = z
  .strictObject({
    user: z.strictObject({ id: idView('user'), email: z.string(), name: z.string() }).nullable(),
    workspace: z.strictObject({
      id: idView('workspace'),
      name: z.string(),
      locale: z.enum(['ja', 'en']),
      timeZone: z.string(),
    }),
  })
  .meta({ id: 'Who' });

/** A session of the user who asks. */
export const sessionSchema = z
  .strictObject({
    id: idView('session'),
    current: z.boolean(),
    userAgent: z.string(),
    network: z.string(),
    createdAt: timeView,
    seenAt: timeView.meta({ description: 'When it was last used, to 5 minutes.' }),
  })
  .meta({ id: 'Session' });

/** All sessions of the user; there are few, so they come in one page. */
export const sessionsSchema = z.strictObject({ items: z.array(sessionSchema), nextCursor: z.null() });

/** Who asks, in the shape of `whoSchema`. */
export function whoView(caller: Caller, { id, name, locale, timeZone }: Workspace): z.infer<typeof whoSchema> {
  const user =
    caller.kind === 'key' ? null : { id: publicId('user', caller.userId), email: caller.email, name: caller.name };
  return { user, workspace: { id: publicId('workspace', id), name, locale, timeZone } };
}

/** A session, in the shape of `sessionSchema`. */
export function sessionView(session: Session, current: boolean): z.infer<typeof sessionSchema> {
  return {
    ...session,
    id: publicId('session', session.id),
    current,
    createdAt: session.createdAt.toISOString(),
    seenAt: session.seenAt.toISOString(),
  };
}
