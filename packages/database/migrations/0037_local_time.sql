-- The hour at which a newsletter goes to each person by their own clock, as such a clock shows it (2026-12-01T10:00); null where it
-- goes to everybody at one moment. Its audience is frozen at scheduled_at, before the hour comes anywhere on earth.
alter table campaigns add column local_at text check (local_at ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$');

-- When the clocks of a zone show an hour. One that a change of the clocks leaves out is an hour later, one that comes twice is the later.
create function moment_in(p_local text, p_zone text) returns timestamptz language sql stable as $$
  select p_local::timestamp at time zone p_zone
$$;
