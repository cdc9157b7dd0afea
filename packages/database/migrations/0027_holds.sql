-- What receivers' words hold a slot to for a time (fewer connections, a slower pace), so that another owner keeps it too.
alter table lane_slots add column holds jsonb not null default '[]';
