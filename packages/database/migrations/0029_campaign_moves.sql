-- Whoever watches a campaign is told at once that it has moved on, by its id. Told or not, the row is the truth: nothing depends on it.
create function tell_of_move() returns trigger language plpgsql as $$
begin
  perform pg_notify('campaign_moved', new.id::text);
  return null;
end $$;
create trigger campaigns_tell after update of status on campaigns for each row
  when (old.status is distinct from new.status) execute function tell_of_move();
