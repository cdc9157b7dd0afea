// Written by `npm run client` from the document of the API: change the routes, not this file.

export type List = { "id": string; "name": string; "createdAt": string };

export type Problem = { "type": string; "title": string; "status": number; "detail": string; "errors"?: readonly (ValueProblem)[]; "requestId": string };

export type ValueProblem = { "pointer"?: string; "parameter"?: string; "header"?: string; "detail": string; "line"?: number; "column"?: number };

export type Contact = { "id": string; "email": string; "fields": Readonly<Record<string, string | number | boolean>>; "lists": readonly ({ "list": string; "name": string; "state": "pending" | "active" | "left"; "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "joinedAt": string; "confirmedAt": string | null; "suppressed": readonly ("list" | "marketing" | "all" | "invalid")[] })[]; "suppressed": readonly ("list" | "marketing" | "all" | "invalid")[]; "createdAt": string; "updatedAt": string };

export type Import = { "id": string; "listId": string; "status": "running" | "finished" | "failed"; "failure": string | null; "rows": number; "added": number; "updated": number; "rejected": number; "stillSuppressed": number; "startedAt": string; "finishedAt": string | null };

export type ImportedOptOuts = { "system": string | null; "export": string | null; "unsubscribed": number; "complaints": number; "bounced": number; "stoodAlready": number; "passedOver": number; "takenBack": number; "onTheWire": boolean; "rejected": number; "rejects": readonly ({ "line": number; "reason": string })[]; "failure": string | null };

export type HeldSuppressions = { "domain": string; "addresses": number; "since": string; "evidence": string };

export type Left = { "id": string; "scope": string; "listId": string | null; "reason": string; "source": string; "note": string | null; "maskedEmail": string; "suppressedAt": string; "until": string | null; "most": number | null; "days": number | null; "liftedAt": string | null; "liftReason": string | null; "outcome": "added" | "renewed" | "stood"; "takenBack": number; "onTheWire": boolean; "message": string };

export type Suppression = { "id": string; "scope": string; "listId": string | null; "reason": string; "source": string; "note": string | null; "maskedEmail": string; "suppressedAt": string; "until": string | null; "most": number | null; "days": number | null; "liftedAt": string | null; "liftReason": string | null };

export type AudienceReach = { "reached": number; "suppressed": number; "unconfirmed": number; "left": number; "onExcludedList": number; "duplicates": number };

export type Template = { "name": string; "locale": "ja" | "en"; "subject": string; "mjml": string; "data": Readonly<Record<string, unknown>> };

export type Campaign = { "id": string; "name": string; "class": "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "status": "draft" | "scheduled" | "preparing" | "sending" | "paused" | "cancelling" | "cancelled" | "finished"; "statusReason": string | null; "lists": readonly (string)[]; "exclude": readonly (string)[]; "from": { "name": string; "email": string }; "replyTo": string | null; "locale": "ja" | "en"; "subject": string; "preheader": string | null; "template": string | null; "mjml": string | null; "html": string | null; "text": string | null; "data": Readonly<Record<string, unknown>>; "scheduledAt": string | null; "startedAt": string | null; "endedAt": string | null; "createdAt": string; "updatedAt": string; "excluded": { "unconfirmed": number; "left": number; "duplicates": number } };

export type CampaignWithCounts = { "id": string; "name": string; "class": "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "status": "draft" | "scheduled" | "preparing" | "sending" | "paused" | "cancelling" | "cancelled" | "finished"; "statusReason": string | null; "lists": readonly (string)[]; "exclude": readonly (string)[]; "from": { "name": string; "email": string }; "replyTo": string | null; "locale": "ja" | "en"; "subject": string; "preheader": string | null; "template": string | null; "mjml": string | null; "html": string | null; "text": string | null; "data": Readonly<Record<string, unknown>>; "scheduledAt": string | null; "startedAt": string | null; "endedAt": string | null; "createdAt": string; "updatedAt": string; "excluded": { "unconfirmed": number; "left": number; "duplicates": number }; "counts": { "targeted": number; "queued": number; "attempting": number; "accepted": number; "deferred": number; "bounced": number; "withheld": number; "failed": number; "uncertain": number }; "settled": number; "underway": number; "balanced": boolean; "selfTest": SelfTest | null };

export type SelfTest = { "at": string; "passed": boolean; "findings": readonly ({ "check": string; "title": { "ja": string; "en": string }; "seen": { "ja": string; "en": string }; "mend": { "ja": string; "en": string } })[] };

export type Delivery = { "id": string; "email": string | null; "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "reply": string | null; "attempts": number; "lane": string | null; "firstAttemptAt": string | null; "settledAt": string | null };

export type Why = { "goes": boolean; "status": "draft" | "scheduled" | "preparing" | "sending" | "paused" | "cancelling" | "cancelled" | "finished"; "listId": string | null; "notMeant": "no-contact" | "on-no-list" | "unconfirmed" | "left" | "on-excluded-list" | null; "stops": readonly ({ "stop": "contact-deleted" | "address-changed" | "suppressed-invalid" | "suppressed-all" | "suppressed-marketing" | "suppressed-list" | "snoozed" | "fewer-letters" | "workspace-cap"; "suppressionId": string | null; "since": string | null; "until": string | null; "most": number | null; "days": number | null; "reason": string | null; "source": string | null; "note": string | null })[]; "letter": { "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "attempts": number; "settledAt": string | null } | null };

export type SentMessage = { "id": string; "state": "queued" | "withheld"; "reason": string | null; "warnings": readonly (ValueProblem)[] };

export type Message = { "id": string; "class": string; "to": string; "subject": string; "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "reply": string | null; "attempts": number; "createdAt": string; "settledAt": string | null };

export type Lane = { "name": string; "tail": boolean; "state": "running" | "suspended" | "paused"; "pausedAt": string | null; "pausedReason": string | null; "suspendedUntil": string | null; "suspendedReason": string | null; "limits": { "connections": number | null; "lettersPerConnection": number | null; "lettersPerSecond": number | null }; "ownLimits": { "connections": number | null; "lettersPerConnection": number | null; "lettersPerSecond": number | null }; "pace": { "window": number; "ceiling": number | null; "perSecond": number | null; "at": string } | null; "slots": number; "ownedSlots": number; "dueBatches": number; "laterBatches": number; "warmUps": readonly (WarmUp)[]; "attempting": number };

export type WarmUp = { "domain": string; "day": string; "step": number; "ceiling": number | null; "taken": number; "note": string };

export type LaneLogLine = { "at": string; "kind": string; "words": string };

export type Who = { "user": { "id": string; "email": string; "name": string } | null; "workspace": { "id": string; "name": string; "locale": "ja" | "en"; "timeZone": string } };

export type Session = { "id": string; "current": boolean; "userAgent": string; "network": string; "createdAt": string; "seenAt": string };

export type Workspace = { "id": string; "name": string; "legalName": string; "postalAddress": string; "contact": string; "locale": "ja" | "en"; "timeZone": string; "quietHours": { "from": string; "until": string } | null };

export type Operations = {
  'POST /lists': { body: { "name": string }; answer: List };
  'GET /lists': { query?: { "cursor"?: string; "limit"?: string }; answer: { "items": readonly (List)[]; "nextCursor": string | null } };
  'GET /lists/{id}': { path: { "id": string }; answer: List };
  'POST /contacts': { body: { "email": string; "fields"?: Readonly<Record<string, string | number | boolean | null>>; "lists"?: readonly (string)[]; "consent"?: { "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "at"?: string; "evidence"?: Readonly<Record<string, string | number | boolean | null>> }; "confirm"?: boolean }; answer: Contact };
  'GET /contacts': { query?: { "email"?: string; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Contact)[]; "nextCursor": string | null } };
  'GET /contacts/{id}': { path: { "id": string }; answer: Contact };
  'PATCH /contacts/{id}': { path: { "id": string }; body: { "email"?: string; "fields"?: Readonly<Record<string, string | number | boolean | null>>; "lists"?: readonly (string)[]; "consent"?: { "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "at"?: string; "evidence"?: Readonly<Record<string, string | number | boolean | null>> } }; answer: Contact };
  'DELETE /contacts/{id}': { path: { "id": string }; answer: undefined };
  'POST /lists/{id}/imports': { path: { "id": string }; query: { "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string }; body: Blob; answer: { "id": string } };
  'GET /imports/{id}': { path: { "id": string }; answer: Import };
  'GET /imports/{id}/rejects': { path: { "id": string }; answer: string };
  'POST /suppressions/imports': { query: { "scope": "list" | "marketing" | "all"; "listId"?: string; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string }; body: Blob; answer: ImportedOptOuts };
  'GET /suppressions/held': { answer: { "items": readonly (HeldSuppressions)[]; "nextCursor": null } };
  'POST /suppressions/held/{domain}/release': { path: { "domain": string }; answer: { "domain": string; "addresses": number } };
  'POST /suppressions/held/{domain}/discard': { path: { "domain": string }; answer: { "domain": string; "addresses": number } };
  'POST /suppressions': { body: { "email": string; "scope": "list" | "marketing" | "all"; "listId"?: string; "reason": "unsubscribed" | "complaint" | "invalid-address" | "manual" | "imported"; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string }; answer: Left };
  'GET /suppressions': { query?: { "email"?: string; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Suppression)[]; "nextCursor": string | null } };
  'POST /wishes': { body: { "scope": "snooze"; "email": string; "until": string; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string } | { "scope": "fewer"; "email": string; "most": number; "days": number; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string }; answer: Left };
  'DELETE /suppressions/{id}': { path: { "id": string }; body: { "reason": string }; answer: undefined };
  'POST /audiences/count': { body: { "lists": readonly (string)[]; "exclude"?: readonly (string)[] }; answer: AudienceReach };
  'GET /templates': { answer: { "items": readonly ({ "name": string; "locales": readonly ("ja" | "en")[] })[]; "nextCursor": null } };
  'GET /templates/{name}': { path: { "name": string }; query?: { "locale"?: "ja" | "en" }; answer: Template };
  'POST /campaigns': { body: { "name": string; "lists": readonly (string)[]; "exclude"?: readonly (string)[]; "from": { "name": "" | string; "email": string }; "subject": string; "locale"?: "ja" | "en"; "class"?: "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "replyTo"?: string; "preheader"?: string; "template"?: string; "mjml"?: string; "html"?: string; "text"?: string; "data"?: Readonly<Record<string, unknown>> }; answer: Campaign };
  'GET /campaigns': { query?: { "status"?: string; "name"?: string; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Campaign)[]; "nextCursor": string | null } };
  'GET /campaigns/{id}': { path: { "id": string }; answer: CampaignWithCounts };
  'PATCH /campaigns/{id}': { path: { "id": string }; body: { "name"?: string; "lists"?: readonly (string)[]; "exclude"?: readonly (string)[]; "from"?: { "name": "" | string; "email": string }; "subject"?: string; "locale"?: "ja" | "en"; "class"?: "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "replyTo"?: string | null; "preheader"?: string | null; "template"?: string | null; "mjml"?: string | null; "html"?: string | null; "text"?: string | null; "data"?: Readonly<Record<string, unknown>> }; answer: Campaign };
  'GET /campaigns/{id}/progress': { path: { "id": string }; answer: string };
  'POST /campaigns/{id}/schedule': { path: { "id": string }; body: { "at": "now" | string }; answer: { "status": "scheduled"; "at": string; "warnings": readonly (ValueProblem)[] } };
  'POST /campaigns/{id}/pause': { path: { "id": string }; answer: { "status": "paused"; "quiet": boolean; "onTheWire": number } };
  'POST /campaigns/{id}/resume': { path: { "id": string }; answer: { "status": "preparing" | "sending" } };
  'POST /campaigns/{id}/cancel': { path: { "id": string }; answer: { "status": "cancelling" | "cancelled" } };
  'POST /campaigns/{id}/test': { path: { "id": string }; body: { "to": readonly (string)[] }; answer: { "letters": readonly ({ "id": string; "state": "queued" | "withheld" })[]; "warnings": readonly (ValueProblem)[] } };
  'GET /campaigns/{id}/preview': { path: { "id": string }; query?: { "email"?: string }; answer: { "subject": string; "html": string; "text": string; "htmlBytes": number } };
  'GET /campaigns/{id}/preview/page': { path: { "id": string }; query?: { "email"?: string }; answer: string };
  'GET /campaigns/{id}/check': { path: { "id": string }; answer: { "problems": readonly (ValueProblem)[]; "warnings": readonly (ValueProblem)[] } };
  'GET /campaigns/{id}/deliveries': { path: { "id": string }; query?: { "state"?: "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "email"?: string; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Delivery)[]; "nextCursor": string | null } };
  'GET /campaigns/{id}/deliveries/export': { path: { "id": string }; query?: { "state"?: "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain" }; answer: string };
  'POST /campaigns/{id}/deliveries/resolve': { path: { "id": string }; body: { "state": "uncertain"; "action": "resend" | "accept"; "ids"?: readonly (string)[] }; answer: { "letters": number; "stillOnTheWire": number } };
  'GET /campaigns/{id}/why': { path: { "id": string }; query: { "email": string }; answer: Why };
  'POST /messages': { body: { "to": string | { "email": string; "name"?: string }; "from": { "name": "" | string; "email": string }; "replyTo"?: string; "subject": string; "preheader"?: string; "locale"?: "ja" | "en"; "class": "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "template"?: string; "mjml"?: string; "html"?: string; "text"?: string; "data"?: Readonly<Record<string, unknown>> }; answer: SentMessage };
  'GET /messages/{id}': { path: { "id": string }; answer: Message };
  'GET /lanes': { answer: { "items": readonly (Lane)[]; "nextCursor": null } };
  'PATCH /lanes/{name}': { path: { "name": string }; body: { "connections"?: number | null; "lettersPerConnection"?: number | null; "lettersPerSecond"?: number | null }; answer: Lane };
  'GET /lanes/{name}/log': { path: { "name": string }; query?: { "limit"?: string }; answer: { "items": readonly (LaneLogLine)[]; "nextCursor": null } };
  'POST /lanes/{name}/pause': { path: { "name": string }; body: { "reason"?: string }; answer: Lane };
  'POST /lanes/{name}/resume': { path: { "name": string }; answer: Lane };
  'POST /lanes/{name}/warm-ups': { path: { "name": string }; body: { "domain": string }; answer: WarmUp };
  'DELETE /lanes/{name}/warm-ups/{domain}': { path: { "name": string; "domain": string }; answer: undefined };
  'POST /session': { body: { "email": string; "password": string }; answer: Who };
  'GET /session': { answer: Who };
  'DELETE /session': { answer: undefined };
  'GET /sessions': { answer: { "items": readonly (Session)[]; "nextCursor": null } };
  'DELETE /sessions/{id}': { path: { "id": string }; answer: undefined };
  'GET /workspace': { answer: Workspace };
  'PATCH /workspace': { body: { "timeZone"?: string; "quietHours"?: { "from": string; "until": string } | null }; answer: Workspace };
};
