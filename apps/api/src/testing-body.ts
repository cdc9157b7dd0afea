type Text =
  | 'id'
  | 'type'
  | 'title'
  | 'detail'
  | 'status'
  | 'requestId'
  | 'name'
  | 'email'
  | 'state'
  | 'reason'
  | 'source'
  | 'scope'
  | 'list'
  | 'listId'
  | 'contactId'
  | 'message'
  | 'outcome'
  | 'failure'
  | 'subject'
  | 'at'
  | 'pointer'
  | 'parameter'
  | 'header'
  | 'maskedEmail'
  | 'liftedAt'
  | 'nextCursor'
  | 'pausedReason'
  | 'key'
  | 'password'
  | 'domain'
  | 'lastUsedAt'
  | 'revokedAt';
type Amount =
  | 'rows'
  | 'added'
  | 'updated'
  | 'rejected'
  | 'stillSuppressed'
  | 'takenBack'
  | 'letters'
  | 'line'
  | 'column';

/** What tests look at in an answer, whatever route it came from. */
export type Body = Record<Text, string> &
  Record<Amount, number> & {
    items: Body[];
    errors: Body[];
    warnings: Body[];
    lists: Body[];
    fields: Record<string, unknown>;
    counts: Record<string, number>;
    suppressed: string[];
    onTheWire: boolean | number;
    user: { id: string };
    keys: { id: string; state: string; record: { name: string; value: string } }[];
    findings: { check: string; verdict: string }[];
    stopByReply: boolean;
  };
