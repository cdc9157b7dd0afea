-- The books: one row per letter. And the work: lanes, their slots, the senders that own them, the batches they drain.

create type delivery_state as enum (
  'queued', 'attempting', 'accepted', 'deferred', 'bounced', 'withheld', 'failed', 'uncertain'
);

create table senders (
  id bigint primary key default new_id(),
  host text not null,
  boot_id text not null,
  -- pid and start time (12@345): a number alone may by now belong to another process.
  process text not null,
  journal text not null,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  -- Declared dead: it takes no slot and clears no letter again. Recovered: its letters have found a state.
  fenced_at timestamptz,
  recovered_at timestamptz,
  check (recovered_at is null or fenced_at is not null)
);
create index senders_unrecovered on senders (seen_at) where recovered_at is null;

create table lanes (
  name text primary key,
  connections_per_slot smallint not null default 10 check (connections_per_slot between 1 and 500),
  paused_at timestamptz,
  paused_reason text
);

-- One owner at a time, by lease and epoch. Ids are small and never meet a campaign id, which shares the advisory-lock space.
create table lane_slots (
  id integer primary key generated always as identity,
  lane text not null references lanes,
  position smallint not null,
  epoch bigint not null default 0,
  sender_id bigint references senders,
  lease_until timestamptz not null default '-infinity',
  unique (lane, position)
);

-- What a tick takes: some hundreds of letters of one campaign in one slot. Due times live here, never in the rows.
create table batches (
  id bigint primary key default new_id(),
  campaign_id bigint not null references campaigns,
  slot_id integer not null references lane_slots,
  state text not null default 'ready' check (state in ('ready', 'leased', 'closed')),
  sender_id bigint references senders,
  due_at timestamptz not null default clock_timestamp(),
  check ((state = 'leased') = (sender_id is not null))
) with (fillfactor = 50);
create index batches_ready on batches (slot_id, due_at) where state = 'ready';
create index batches_leased on batches (sender_id) where state = 'leased';
create index batches_open on batches (campaign_id) where state <> 'closed';

-- Every later change of a row is a HOT update: no index mentions state, attempt, sender or time (measured 5.9 against 13.4 µs a letter).
-- Only a deferral, which moves a row to a new batch, touches an index.
create table deliveries (
  campaign_id bigint not null references campaigns,
  address_key bytea not null,
  letter_no integer not null default 0,
  contact_id bigint,
  list_id bigint,
  batch_id bigint,
  sender_id bigint,
  first_attempt_at timestamptz,
  settled_at timestamptz,
  -- While an uncertain letter's bytes may still be read by its receiver.
  wire_until timestamptz,
  state delivery_state not null default 'queued',
  attempt smallint not null default 0 check (attempt >= 0),
  reason text,
  reply text,
  primary key (campaign_id, address_key, letter_no)
) partition by range (campaign_id);
create index deliveries_by_batch on deliveries (batch_id);

-- Insert-only: where to find the few rows in unusual states without an index that would break HOT.
create table exceptions (
  id bigint primary key default new_id(),
  campaign_id bigint not null references campaigns,
  address_key bytea not null,
  letter_no integer not null,
  kind text not null check (kind in ('uncertain'))
);
create index exceptions_by_campaign on exceptions (campaign_id, kind, id);

-- What happened. Append-only; partitioned like the ledger so that old months detach.
create table events (
  id bigint not null default new_id(),
  at timestamptz not null default clock_timestamp(),
  workspace_id bigint,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  campaign_id bigint,
  address_key bytea,
  letter_no integer,
  list_id bigint,
  contact_id bigint,
  details jsonb not null default '{}',
  primary key (id)
) partition by range (id);
create index events_by_address on events (address_key, id) where address_key is not null;
create index events_by_campaign on events (campaign_id, id) where campaign_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: insert a new event that corrects the old one', tg_table_name;
end $$;
create trigger events_are_append_only before update or delete on events for each row execute function refuse_change();

-- Months are made ahead with LIKE + ATTACH: CREATE TABLE … PARTITION OF would lock out every reader of the parent.
create function ensure_partitions() returns void language plpgsql as $$
declare
  parent text;
  month timestamptz;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
  foreach parent in array array['deliveries', 'events'] loop
    for month in
      select m from generate_series(date_trunc('month', now(), 'UTC') - interval '1 month', date_trunc('month', now(), 'UTC') + interval '2 months', interval '1 month', 'UTC') m
    loop
      child := parent || to_char(month at time zone 'UTC', '"_y"YYYY"m"MM');
      continue when to_regclass(child) is not null;
      execute format('create table %I (like %I including all)', child, parent);
      if parent = 'deliveries' then
        execute format('alter table %I set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)', child);
      end if;
      execute format(
        'alter table %I attach partition %I for values from (%L) to (%L)',
        parent, child, first_id_at(month), first_id_at(date_add(month, interval '1 month', 'UTC'))
      );
    end loop;
  end loop;
end $$;
select ensure_partitions();

insert into lanes (name, connections_per_slot) values ('default', 10);
insert into lane_slots (lane, position) select 'default', n from generate_series(1, 4) n;
