-- People and letters come by the page, all of one workspace, one list, one campaign. A foreign key looks that one parent up again for
-- each row: 7 to 9 µs, a third of what freezing a letter cost and half of importing a person. These three are looked at once a
-- statement. What they promised stays: no child without its parent, and a parent with children is not deleted, also while the other
-- side is at work, with the same SQLSTATE. From a subscription to its contact it stays a foreign key: there the parents are many.
alter table contacts drop constraint contacts_workspace_id_fkey;
alter table subscriptions drop constraint subscriptions_workspace_id_list_id_fkey;
alter table deliveries drop constraint deliveries_campaign_id_fkey;

-- The parents are held shared first, as a foreign key does: whoever deletes one waits for us, and we for them. Then, with a snapshot
-- of its own, each child's parent must be there.
create function contacts_have_their_workspace() returns trigger language plpgsql as $$
declare
  missing bigint;
begin
  perform from workspaces where id in (select workspace_id from added) order by id for key share;
  select workspace_id into missing from added where workspace_id not in (select id from workspaces) limit 1;
  if found then
    raise foreign_key_violation using message = format('contacts: there is no workspace %s', missing);
  end if;
  return null;
end $$;
create trigger contacts_have_their_workspace after insert on contacts
  referencing new table as added for each statement execute function contacts_have_their_workspace();

create function subscriptions_have_their_list() returns trigger language plpgsql as $$
declare
  missing bigint;
begin
  perform from lists where id in (select list_id from added) order by id for key share;
  select list_id into missing from added where (workspace_id, list_id) not in (select workspace_id, id from lists) limit 1;
  if found then
    raise foreign_key_violation using message = format('subscriptions: their workspace has no list %s', missing);
  end if;
  return null;
end $$;
create trigger subscriptions_have_their_list after insert on subscriptions
  referencing new table as added for each statement execute function subscriptions_have_their_list();

create function deliveries_have_their_campaign() returns trigger language plpgsql as $$
declare
  missing bigint;
begin
  perform from campaigns where id in (select campaign_id from added) order by id for key share;
  select a.campaign_id into missing
  from (select distinct campaign_id from added) a
  where not exists (select from campaigns c where c.id = a.campaign_id) limit 1;
  if found then
    raise foreign_key_violation using message = format('deliveries: there is no campaign %s', missing);
  end if;
  return null;
end $$;
create trigger deliveries_have_their_campaign after insert on deliveries
  referencing new table as added for each statement execute function deliveries_have_their_campaign();

-- After the row is gone: a child whose statement came first is committed by now, and seen.
create function parents_stay() returns trigger language plpgsql as $$
declare
  needed boolean;
begin
  case tg_table_name
    when 'workspaces' then needed := exists (select from contacts where workspace_id = old.id);
    when 'lists' then needed := exists (select from subscriptions where list_id = old.id);
    when 'campaigns' then needed := exists (select from deliveries where campaign_id = old.id);
  end case;
  if needed then
    raise foreign_key_violation using message = format('%s: %s is still needed by others', tg_table_name, old.id);
  end if;
  return null;
end $$;
create trigger workspaces_stay after delete or update of id on workspaces for each row execute function parents_stay();
create trigger lists_stay after delete or update of id, workspace_id on lists for each row execute function parents_stay();
create trigger campaigns_stay after delete or update of id on campaigns for each row execute function parents_stay();

-- Once a statement and only where it names the column: a trigger for each row would have every change of a letter lock its row twice.
create function children_stay() returns trigger language plpgsql as $$
begin
  raise exception '%: a row stays with its parent; delete it and make another', tg_table_name;
end $$;
create trigger contacts_stay before update of workspace_id on contacts for each statement execute function children_stay();
create trigger subscriptions_stay before update of workspace_id, list_id on subscriptions for each statement execute function children_stay();
create trigger deliveries_stay before update of campaign_id on deliveries for each statement execute function children_stay();
