-- Who changed a draft last, by the name that decisions are recorded with; null for drafts from before.
alter table campaigns add column edited_by text;
