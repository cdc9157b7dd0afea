/** What the import's own row says about where its people go, and on what ground. */
export type ImportTarget = { id: string; workspaceId: string; listId: string; basis: string; source: string };
