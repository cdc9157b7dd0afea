-- Who changed a segment or a template last, by the name that decisions are recorded with; null for those from before.
alter table segments add column edited_by text;
alter table templates add column edited_by text;
