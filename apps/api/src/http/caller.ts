/**
 * Who asks, and for which workspace: a program by its API key, or a person by their session. `name` is the one under which what
 * they decide is recorded.
 */
export type Caller = { workspaceId: string; name: string } & (
  | { kind: 'key'; keyId: string }
  | { kind: 'session'; sessionId: string; userId: string; email: string }
);
