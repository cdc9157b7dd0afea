// Written by `npm run client` from the document of the API: change the routes, not this file.

export type SegmentRule = { "kind": "all" | "any"; "of": readonly (SegmentInnerGroup | SegmentCondition)[] };

export type SegmentInnerGroup = { "kind": "all" | "any"; "of": readonly (SegmentInnermostGroup | SegmentCondition)[] };

export type SegmentInnermostGroup = { "kind": "all" | "any"; "of": readonly (SegmentCondition)[] };

export type SegmentCondition = { "kind": "text"; "field": string; "is": "equal" | "not-equal" | "contains" | "not-contains" | "begins-with"; "value": string } | { "kind": "filled"; "field": string; "is": boolean } | { "kind": "number"; "field": string; "is": "equal" | "above" | "at-least" | "below" | "at-most"; "value": number } | { "kind": "date"; "field": string; "is": "on" | "before" | "after"; "value": string } | { "kind": "date-within"; "field": string; "is": "past" | "coming"; "days": number } | { "kind": "list"; "list": string | null; "is": "active" | "not-active" | "pending" | "left" | "never" } | { "kind": "joined"; "list": string | null; "is": "before" | "after"; "value": string } | { "kind": "joined-within"; "list": string | null; "days": number } | { "kind": "letter"; "campaign": string; "is": readonly ("accepted" | "bounced" | "withheld" | "failed" | "uncertain" | "waiting" | "none")[] };

export type Overview = { "steps": { "sender": boolean; "domain": boolean; "people": boolean; "draft": boolean; "sent": boolean; "campaigns": number }; "people": { "days": number; "gained": number; "left": number; "gone": number }; "attention": readonly (Attention)[]; "local": boolean; "mailboxUrl": string | null };

export type Attention = { "kind": "paused"; "campaign": { "id": string; "name": string }; "cause": "self-test" | "too-many-invalid" | "too-many-complaints" | "somebody" } | { "kind": "uncertain"; "campaign": { "id": string; "name": string }; "letters": number } | { "kind": "lane"; "lane": string; "paused": boolean; "until": string | null; "reason": string | null; "campaigns": number } | { "kind": "held-addresses"; "domain": string; "addresses": number };

export type Problem = { "type": string; "title": string; "status": number; "detail": string; "errors"?: readonly (ValueProblem)[]; "code"?: RefusalName; "values"?: Readonly<Record<string, string | number>>; "requestId": string };

export type ValueProblem = { "pointer"?: string; "parameter"?: string; "header"?: string; "detail": string; "line"?: number; "column"?: number; "code"?: FindingName; "values"?: Readonly<Record<string, string | number>> };

export type FindingName = "no-lists" | "empty-lists" | "empty-segments" | "unknown-field" | "lacking-field" | "no-from" | "bad-from" | "free-mail" | "no-key" | "advertises" | "no-template" | "too-early" | "sample-left" | "nothing-yet" | "subject-empty" | "subject-lines" | "subject-controls" | "two-bodies" | "no-body" | "no-language" | "too-long" | "clipped" | "no-text" | "part-unfilled" | "raw-output" | "ampersand-output" | "escaped-braces" | "braces-open" | "else-alone" | "close-alone" | "close-other" | "block-open" | "unreadable" | "decorator" | "no-name" | "no-function" | "no-block" | "inverted-block" | "block-values" | "no-partial" | "partial-place" | "function-use" | "machinery" | "too-far-up" | "looks-into-item" | "no-loop-word" | "unknown-root" | "active-element" | "include" | "event-attribute" | "refresh" | "not-an-address" | "no-alt" | "inside-tag" | "no-quotes" | "uneven-block" | "mjml-unreadable" | "mjml" | "mjml-loses" | "mjml-number" | "mjml-inline" | "tag-open" | "tag-close-alone" | "tag-close-other" | "loose-words" | "loose-placeholder" | "text-loses" | "footer-added" | "sender-added" | "value-missing" | "value-kind" | "value-boolean" | "value-list" | "value-nul" | "value-address" | "value-style" | "value-no-number" | "value-no-date" | "value-encode" | "value-group" | "number-options" | "date-style" | "date-zone";

export type RefusalName = "campaign-status" | "own-user" | "last-user" | "last-key" | "picture-in-campaigns" | "picture-in-template" | "segment-in-use" | "address-taken" | "edited-meanwhile";

export type List = { "id": string; "name": string; "createdAt": string };

export type ListCounts = { "active": number; "pending": number; "left": number };

export type Contact = { "id": string; "email": string; "name": string | null; "fields": Readonly<Record<string, string | number | boolean>>; "lists": readonly ({ "list": string; "name": string; "state": "pending" | "active" | "left"; "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "joinedAt": string; "confirmedAt": string | null; "suppressed": readonly ("list" | "marketing" | "all" | "invalid")[] })[]; "suppressed": readonly ("list" | "marketing" | "all" | "invalid")[]; "createdAt": string; "updatedAt": string };

export type StoryEntry = { "at": string; "kind": string; "campaign": { "id": string; "name": string } | null; "list": { "id": string; "name": string } | null; "letter": { "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "reply": string | null; "attempts": number } | null; "details": Readonly<Record<string, unknown>> };

export type NextLetter = { "list": string; "name": string; "goes": boolean; "notMeant": "unconfirmed" | "left" | null; "stops": readonly ({ "stop": "contact-deleted" | "address-changed" | "suppressed-invalid" | "suppressed-all" | "suppressed-marketing" | "suppressed-list" | "snoozed" | "fewer-letters" | "workspace-cap"; "suppressionId": string | null; "since": string | null; "until": string | null; "most": number | null; "days": number | null; "reason": string | null; "source": string | null; "note": string | null })[] };

export type ImportPreview = { "encoding": "us-ascii" | "utf-8" | "shift_jis" | "utf-16le" | "utf-16be"; "columns": readonly ({ "header": string | null; "use": string })[]; "rows": readonly ({ "line": number; "values": readonly (string)[]; "problem": string | null })[] };

export type Import = { "id": string; "listId": string; "status": "running" | "finished" | "failed"; "failure": string | null; "rows": number; "added": number; "updated": number; "rejected": number; "stillSuppressed": number; "startedAt": string; "finishedAt": string | null };

export type ImportedOptOuts = { "system": string | null; "export": string | null; "unsubscribed": number; "complaints": number; "bounced": number; "stoodAlready": number; "passedOver": number; "takenBack": number; "onTheWire": boolean; "rejected": number; "rejects": readonly ({ "line": number; "reason": string })[]; "failure": string | null };

export type HeldSuppressions = { "domain": string; "addresses": number; "since": string; "evidence": string };

export type Left = { "id": string; "scope": string; "listId": string | null; "reason": string; "source": string; "note": string | null; "maskedEmail": string; "contactId": string | null; "suppressedAt": string; "until": string | null; "most": number | null; "days": number | null; "liftedAt": string | null; "liftedBy": string | null; "liftReason": string | null; "outcome": "added" | "renewed" | "stood"; "takenBack": number; "onTheWire": boolean; "message": string };

export type Suppression = { "id": string; "scope": string; "listId": string | null; "reason": string; "source": string; "note": string | null; "maskedEmail": string; "contactId": string | null; "suppressedAt": string; "until": string | null; "most": number | null; "days": number | null; "liftedAt": string | null; "liftedBy": string | null; "liftReason": string | null };

export type Segment = { "id": string; "name": string; "rule": SegmentRule; "createdAt": string; "updatedAt": string; "editedBy": string | null };

export type RuleLook = { "people": number; "held": number; "reachable": number; "sample": readonly ({ "id": string; "email": string; "name": string | null })[] };

export type AudienceReach = { "reached": number; "suppressed": number; "unconfirmed": number; "left": number; "onExcludedList": number; "inExcludedSegment": number; "outsideSegments": number; "duplicates": number; "lanes": readonly ({ "lane": string | null; "people": number })[] };

export type OwnTemplate = { "id": string; "name": string; "locale": "ja" | "en"; "subject": string; "preheader": string | null; "mjml": string | null; "html": string | null; "text": string | null; "data": Readonly<Record<string, unknown>>; "createdAt": string; "updatedAt": string; "editedBy": string | null };

export type TemplateVersion = { "version": number; "name": string; "subject": string; "writtenAt": string };

export type WrittenLetter = { "subject": string; "html": string; "text": string; "htmlBytes": number };

export type TemplateEntry = { "name": string; "locales": readonly ("ja" | "en")[]; "class": string; "category": "news" | "event" | "offer" | "hello" | "system"; "title": { "ja": string; "en": string }; "lead": { "ja": string; "en": string } };

export type Template = { "name": string; "locale": "ja" | "en"; "subject": string; "mjml": string; "data": Readonly<Record<string, unknown>>; "asks": readonly (string)[] };

export type Image = { "id": string; "name": string; "url": string; "type": string; "width": number; "height": number; "sizeBytes": number; "createdAt": string };

export type Campaign = { "id": string; "name": string; "class": "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "status": "draft" | "scheduled" | "preparing" | "sending" | "paused" | "cancelling" | "cancelled" | "finished"; "statusReason": "self-test-failed" | "too-many-invalid" | "too-many-complaints" | null; "statusDetail": StatusDetail | null; "lists": readonly (string)[]; "segments": readonly (string)[]; "exclude": readonly (string)[]; "from": { "name": string; "email": string }; "replyTo": string | null; "locale": "ja" | "en"; "subject": string; "preheader": string | null; "template": string | null; "mjml": string | null; "html": string | null; "text": string | null; "data": Readonly<Record<string, unknown>>; "scheduledAt": string | null; "localAt": string | null; "startedAt": string | null; "endedAt": string | null; "createdAt": string; "updatedAt": string; "editedBy": string | null; "excluded": { "unconfirmed": number; "left": number; "duplicates": number } };

export type StatusDetail = { "text": string; "lane": string | null; "count": number | null; "answered": number | null; "mostPercent": number | null };

export type CampaignWithCounts = { "id": string; "name": string; "class": "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "status": "draft" | "scheduled" | "preparing" | "sending" | "paused" | "cancelling" | "cancelled" | "finished"; "statusReason": "self-test-failed" | "too-many-invalid" | "too-many-complaints" | null; "statusDetail": StatusDetail | null; "lists": readonly (string)[]; "segments": readonly (string)[]; "exclude": readonly (string)[]; "from": { "name": string; "email": string }; "replyTo": string | null; "locale": "ja" | "en"; "subject": string; "preheader": string | null; "template": string | null; "mjml": string | null; "html": string | null; "text": string | null; "data": Readonly<Record<string, unknown>>; "scheduledAt": string | null; "localAt": string | null; "startedAt": string | null; "endedAt": string | null; "createdAt": string; "updatedAt": string; "editedBy": string | null; "excluded": { "unconfirmed": number; "left": number; "duplicates": number }; "counts": { "targeted": number; "queued": number; "attempting": number; "accepted": number; "deferred": number; "bounced": number; "withheld": number; "failed": number; "uncertain": number }; "settled": number; "underway": number; "balanced": boolean; "lanes": readonly (LaneProgress)[]; "departures": readonly (Departure)[]; "selfTest": SelfTest | null };

export type LaneProgress = { "lane": string | null; "counts": { "queued": number; "attempting": number; "accepted": number; "deferred": number; "bounced": number; "withheld": number; "failed": number; "uncertain": number }; "holdUp": HoldUp | null };

export type HoldUp = { "kind": "paused"; "reason": string | null } | { "kind": "suspended"; "until": string; "reason": string | null } | { "kind": "warm-up"; "ceiling": number } | { "kind": "later"; "until": string } | { "kind": "paced"; "perSecond": number };

export type Departure = { "zone": string; "at": string; "people": number };

export type SelfTest = { "at": string; "passed": boolean; "findings": readonly ({ "check": string; "title": { "ja": string; "en": string }; "seen": { "ja": string; "en": string }; "mend": { "ja": string; "en": string } })[] };

export type Preview = { "subject": string; "html": string; "text": string; "htmlBytes": number; "header": readonly (string)[]; "known": boolean | null };

export type DeparturePlan = { "earliest": string; "departures": readonly (Departure)[] };

export type Delivery = { "id": string; "email": string | null; "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "reply": string | null; "attempts": number; "lane": string | null; "firstAttemptAt": string | null; "settledAt": string | null };

export type OverTime = { "stepSeconds": number; "moments": readonly ({ "at": string; "accepted": number; "bounced": number; "other": number })[] };

export type Why = { "goes": boolean; "status": "draft" | "scheduled" | "preparing" | "sending" | "paused" | "cancelling" | "cancelled" | "finished"; "listId": string | null; "notMeant": "no-contact" | "on-no-list" | "unconfirmed" | "left" | "on-excluded-list" | "in-excluded-segment" | "outside-segments" | null; "stops": readonly ({ "stop": "contact-deleted" | "address-changed" | "suppressed-invalid" | "suppressed-all" | "suppressed-marketing" | "suppressed-list" | "snoozed" | "fewer-letters" | "workspace-cap"; "suppressionId": string | null; "since": string | null; "until": string | null; "most": number | null; "days": number | null; "reason": string | null; "source": string | null; "note": string | null })[]; "letter": { "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "attempts": number; "settledAt": string | null } | null };

export type SentMessage = { "id": string; "state": "queued" | "withheld"; "reason": string | null; "warnings": readonly (ValueProblem)[] };

export type Message = { "id": string; "class": string; "to": string; "subject": string; "state": "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "reason": string | null; "reply": string | null; "attempts": number; "createdAt": string; "settledAt": string | null };

export type Lane = { "name": string; "tail": boolean; "state": "running" | "suspended" | "paused"; "pausedAt": string | null; "pausedReason": string | null; "suspendedUntil": string | null; "suspendedReason": string | null; "limits": { "connections": number | null; "lettersPerConnection": number | null; "lettersPerSecond": number | null }; "ownLimits": { "connections": number | null; "lettersPerConnection": number | null; "lettersPerSecond": number | null }; "pace": { "window": number; "ceiling": number | null; "perSecond": number | null; "at": string } | null; "slots": number; "ownedSlots": number; "dueBatches": number; "dueLetters": number; "laterBatches": number; "warmUps": readonly (WarmUp)[]; "attempting": number };

export type WarmUp = { "domain": string; "day": string; "step": number; "ceiling": number | null; "taken": number; "note": string };

export type LaneLogLine = { "at": string; "kind": string; "words": string };

export type Who = { "user": { "id": string; "email": string; "name": string } | null; "workspace": { "id": string; "name": string; "locale": "ja" | "en"; "timeZone": string } };

export type Session = { "id": string; "current": boolean; "userAgent": string; "network": string; "createdAt": string; "seenAt": string };

export type User = { "id": string; "email": string; "name": string; "createdAt": string };

export type Workspace = { "id": string; "name": string; "legalName": string; "postalAddress": string; "contact": string; "locale": "ja" | "en"; "timeZone": string; "quietHours": { "from": string; "until": string } | null; "stopByReply": boolean };

export type SenderDomain = { "id": string; "domain": string; "createdAt": string; "keys": readonly (SenderKey)[] };

export type SenderKey = { "id": string; "selector": string; "algorithm": "rsa-sha256" | "ed25519-sha256"; "state": "signing" | "waiting" | "spare" | "retired"; "record": { "type": "TXT"; "name": string; "value": string }; "createdAt": string; "retiredAt": string | null };

export type CheckedDomain = { "domain": SenderDomain; "findings": readonly (DnsFinding)[] };

export type DnsFinding = { "check": "dkim" | "spf" | "dmarc" | "mx" | "inbound"; "verdict": "good" | "mind" | "bad" | "unknown"; "found": "published" | "inherited" | "missing" | "several" | "other-value" | "revoked" | "allows-everybody" | "allows-nobody" | "unreadable" | "refuses-mail" | "unanswered"; "record": { "type": "TXT" | "MX"; "name": string; "value": string | null }; "seen": readonly (string)[] };

export type ApiKey = { "id": string; "name": string; "createdAt": string; "lastUsedAt": string | null; "revokedAt": string | null };

export type Operations = {
  'GET /overview': { answer: Overview };
  'POST /lists': { body: { "name": string }; answer: List };
  'GET /lists': { query?: { "cursor"?: string; "limit"?: string }; answer: { "items": readonly (List)[]; "nextCursor": string | null } };
  'GET /lists/{id}': { path: { "id": string }; answer: List };
  'GET /lists/{id}/counts': { path: { "id": string }; answer: ListCounts };
  'GET /contacts': { query?: { "email"?: string; "search"?: string; "list"?: string; "state"?: "pending" | "active" | "left"; "order"?: "oldest" | "newest"; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Contact)[]; "nextCursor": string | null } };
  'POST /contacts': { body: { "email": string; "fields"?: Readonly<Record<string, string | number | boolean | null>>; "lists"?: readonly (string)[]; "consent"?: { "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "at"?: string; "evidence"?: Readonly<Record<string, string | number | boolean | null>> }; "confirm"?: boolean }; answer: Contact };
  'GET /contacts/{id}': { path: { "id": string }; answer: Contact };
  'PATCH /contacts/{id}': { path: { "id": string }; body: { "email"?: string; "fields"?: Readonly<Record<string, string | number | boolean | null>>; "lists"?: readonly (string)[]; "consent"?: { "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "at"?: string; "evidence"?: Readonly<Record<string, string | number | boolean | null>> } }; answer: Contact };
  'DELETE /contacts/{id}': { path: { "id": string }; answer: undefined };
  'GET /contacts/{id}/story': { path: { "id": string }; query?: { "cursor"?: string; "limit"?: string }; answer: { "items": readonly (StoryEntry)[]; "nextCursor": string | null } };
  'GET /contacts/{id}/next-letters': { path: { "id": string }; answer: { "items": readonly (NextLetter)[]; "nextCursor": null } };
  'POST /imports/preview': { query?: { "whole"?: "yes" | "no"; "columns"?: string }; body: Blob; answer: ImportPreview };
  'POST /lists/{id}/imports': { path: { "id": string }; query: { "basis": "consent" | "self_notified" | "business_relationship" | "published_address"; "source": string; "columns"?: string }; body: Blob; answer: { "id": string } };
  'GET /imports/{id}': { path: { "id": string }; answer: Import };
  'GET /imports/{id}/rejects': { path: { "id": string }; answer: string };
  'POST /suppressions/imports': { query: { "scope": "list" | "marketing" | "all"; "listId"?: string; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string }; body: Blob; answer: ImportedOptOuts };
  'GET /suppressions/held': { answer: { "items": readonly (HeldSuppressions)[]; "nextCursor": null } };
  'POST /suppressions/held/{domain}/release': { path: { "domain": string }; answer: { "domain": string; "addresses": number } };
  'POST /suppressions/held/{domain}/discard': { path: { "domain": string }; answer: { "domain": string; "addresses": number } };
  'POST /suppressions': { body: { "email": string; "scope": "list" | "marketing" | "all"; "listId"?: string; "reason": "unsubscribed" | "complaint" | "invalid-address" | "manual" | "imported"; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string }; answer: Left };
  'GET /suppressions': { query?: { "email"?: string; "state"?: "standing" | "lifted"; "order"?: "oldest" | "newest"; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Suppression)[]; "nextCursor": string | null } };
  'POST /wishes': { body: { "scope": "snooze"; "email": string; "until": string; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string } | { "scope": "fewer"; "email": string; "most": number; "days": number; "channel"?: "telephone" | "paper" | "counter" | "reply" | "form" | "other"; "operator"?: string; "note"?: string }; answer: Left };
  'DELETE /suppressions/{id}': { path: { "id": string }; body: { "reason": string }; answer: undefined };
  'POST /segments': { body: { "name": string; "rule": SegmentRule }; answer: Segment };
  'GET /segments': { query?: { "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Segment)[]; "nextCursor": string | null } };
  'POST /segments/look': { body: { "rule": SegmentRule }; answer: RuleLook };
  'GET /segments/{id}': { path: { "id": string }; answer: Segment };
  'PATCH /segments/{id}': { path: { "id": string }; body: { "name"?: string; "rule"?: SegmentRule; "basedOn"?: string }; answer: Segment };
  'DELETE /segments/{id}': { path: { "id": string }; answer: undefined };
  'POST /audiences/count': { body: { "lists": readonly (string)[]; "segments"?: readonly (string)[]; "exclude"?: readonly (string)[] }; answer: AudienceReach };
  'POST /templates/compile': { body: { "locale"?: "ja" | "en"; "class"?: "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "subject": string; "preheader"?: string; "mjml"?: string; "html"?: string; "text"?: string }; answer: { "problems": readonly (ValueProblem)[]; "warnings": readonly (ValueProblem)[] } };
  'GET /merge-fields': { answer: { "people": number; "fields": readonly ({ "name": string; "filled": number })[] } };
  'POST /templates/own': { body: { "name": string; "subject": "" | string; "preheader"?: string | null; "mjml"?: string | null; "html"?: string | null; "text"?: string | null; "data"?: Readonly<Record<string, unknown>>; "locale": "ja" | "en" }; answer: OwnTemplate };
  'GET /templates/own': { query?: { "cursor"?: string; "limit"?: string }; answer: { "items": readonly (OwnTemplate)[]; "nextCursor": string | null } };
  'GET /templates/own/{id}': { path: { "id": string }; answer: OwnTemplate };
  'PATCH /templates/own/{id}': { path: { "id": string }; body: { "name"?: string; "subject"?: "" | string; "preheader"?: string | null; "mjml"?: string | null; "html"?: string | null; "text"?: string | null; "data"?: Readonly<Record<string, unknown>>; "basedOn"?: string; "keepVersion"?: boolean }; answer: OwnTemplate };
  'DELETE /templates/own/{id}': { path: { "id": string }; answer: undefined };
  'GET /templates/own/{id}/versions': { path: { "id": string }; answer: { "items": readonly (TemplateVersion)[]; "nextCursor": null } };
  'POST /templates/own/{id}/restore': { path: { "id": string }; body: { "version": number }; answer: OwnTemplate };
  'GET /templates/own/{id}/sample': { path: { "id": string }; answer: WrittenLetter };
  'GET /templates/own/{id}/sample/page': { path: { "id": string }; query?: { "scheme"?: "light" | "dark" }; answer: string };
  'GET /templates': { answer: { "items": readonly (TemplateEntry)[]; "nextCursor": null } };
  'GET /templates/{name}': { path: { "name": string }; query?: { "locale"?: "ja" | "en" }; answer: Template };
  'GET /templates/{name}/sample': { path: { "name": string }; query?: { "locale"?: "ja" | "en" }; answer: WrittenLetter };
  'GET /templates/{name}/sample/page': { path: { "name": string }; query?: { "locale"?: "ja" | "en" }; answer: string };
  'POST /images': { query?: { "name"?: string }; body: Blob; answer: Image };
  'GET /images': { query?: { "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Image)[]; "nextCursor": string | null } };
  'GET /images/files/{file}': { path: { "file": string }; answer: string };
  'DELETE /images/{id}': { path: { "id": string }; answer: undefined };
  'POST /campaigns': { body: { "name": string; "lists": readonly (string)[]; "segments"?: readonly (string)[]; "exclude"?: readonly (string)[]; "from": { "name": "" | string; "email": string }; "subject": string; "locale"?: "ja" | "en"; "class"?: "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "replyTo"?: string; "preheader"?: string; "template"?: string; "mjml"?: string; "html"?: string; "text"?: string; "data"?: Readonly<Record<string, unknown>> }; answer: Campaign };
  'GET /campaigns': { query?: { "status"?: string; "name"?: string; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Campaign)[]; "nextCursor": string | null } };
  'GET /campaigns/{id}': { path: { "id": string }; answer: CampaignWithCounts };
  'PATCH /campaigns/{id}': { path: { "id": string }; body: { "name"?: string; "lists"?: readonly (string)[]; "segments"?: readonly (string)[]; "exclude"?: readonly (string)[]; "from"?: { "name": "" | string; "email": string }; "subject"?: string; "locale"?: "ja" | "en"; "class"?: "marketing" | "transactional" | "transactional_ad" | "consent_request" | "list_admin"; "replyTo"?: string | null; "preheader"?: string | null; "template"?: string | null; "mjml"?: string | null; "html"?: string | null; "text"?: string | null; "data"?: Readonly<Record<string, unknown>>; "basedOn"?: string }; answer: Campaign };
  'GET /campaigns/{id}/progress': { path: { "id": string }; answer: string };
  'POST /campaigns/{id}/follow-up': { path: { "id": string }; body: { "letters": readonly ("accepted" | "bounced" | "withheld" | "failed" | "uncertain" | "waiting" | "none")[]; "name"?: string; "segmentName"?: string }; answer: Campaign };
  'POST /campaigns/{id}/schedule': { path: { "id": string }; body: { "at"?: "now" | string; "localAt"?: string }; answer: { "status": "scheduled"; "at": string; "localAt": string | null; "warnings": readonly (ValueProblem)[] } };
  'POST /campaigns/{id}/pause': { path: { "id": string }; answer: { "status": "paused"; "quiet": boolean; "onTheWire": number } };
  'POST /campaigns/{id}/resume': { path: { "id": string }; answer: { "status": "preparing" | "sending" } };
  'POST /campaigns/{id}/cancel': { path: { "id": string }; answer: { "status": "cancelling" | "cancelled" } };
  'POST /campaigns/{id}/test': { path: { "id": string }; body: { "to": readonly (string)[] }; answer: { "letters": readonly ({ "id": string; "state": "queued" | "withheld" })[]; "warnings": readonly (ValueProblem)[] } };
  'GET /campaigns/{id}/preview': { path: { "id": string }; query?: { "email"?: string }; answer: Preview };
  'GET /campaigns/{id}/preview/page': { path: { "id": string }; query?: { "email"?: string; "scheme"?: "light" | "dark" }; answer: string };
  'GET /campaigns/{id}/check': { path: { "id": string }; answer: { "problems": readonly (ValueProblem)[]; "warnings": readonly (ValueProblem)[] } };
  'GET /campaigns/{id}/departures': { path: { "id": string }; query: { "localAt": string }; answer: DeparturePlan };
  'GET /campaigns/{id}/deliveries': { path: { "id": string }; query?: { "state"?: "queued" | "attempting" | "accepted" | "deferred" | "bounced" | "withheld" | "failed" | "uncertain"; "email"?: string; "cursor"?: string; "limit"?: string }; answer: { "items": readonly (Delivery)[]; "nextCursor": string | null } };
  'GET /campaigns/{id}/deliveries/over-time': { path: { "id": string }; answer: OverTime };
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
  'POST /session/password': { body: { "current": string; "next": string }; answer: undefined };
  'GET /sessions': { answer: { "items": readonly (Session)[]; "nextCursor": null } };
  'DELETE /sessions/{id}': { path: { "id": string }; answer: undefined };
  'GET /users': { answer: { "items": readonly (User)[]; "nextCursor": null } };
  'POST /users': { body: { "email": string; "name": string }; answer: { "user": User; "password": string } };
  'POST /users/{id}/password': { path: { "id": string }; answer: { "user": User; "password": string } };
  'DELETE /users/{id}': { path: { "id": string }; answer: undefined };
  'GET /workspace': { answer: Workspace };
  'PATCH /workspace': { body: { "name"?: string; "legalName"?: string; "postalAddress"?: string; "contact"?: string; "locale"?: "ja" | "en"; "timeZone"?: string; "quietHours"?: { "from": string; "until": string } | null; "stopByReply"?: boolean }; answer: Workspace };
  'GET /workspace/footer': { query?: { "legalName"?: string; "postalAddress"?: string; "contact"?: string; "locale"?: "ja" | "en" }; answer: string };
  'GET /domains': { answer: { "items": readonly (SenderDomain)[]; "nextCursor": null } };
  'POST /domains': { body: { "domain": string }; answer: SenderDomain };
  'POST /domains/{id}/check': { path: { "id": string }; answer: CheckedDomain };
  'POST /domains/{id}/keys': { path: { "id": string }; body: { "algorithm"?: "rsa-sha256" | "ed25519-sha256" }; answer: SenderDomain };
  'DELETE /domains/{id}/keys/{keyId}': { path: { "id": string; "keyId": string }; answer: SenderDomain };
  'GET /api-keys': { answer: { "items": readonly (ApiKey)[]; "nextCursor": null } };
  'POST /api-keys': { body: { "name": string }; answer: { "id": string; "name": string; "key": string } };
  'DELETE /api-keys/{id}': { path: { "id": string }; answer: undefined };
};
