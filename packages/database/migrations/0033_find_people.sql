-- Finding people by the beginning of what is known of them, among a million as among ten. Each index answers in its own order from
-- where a page ended, so that a page costs the same however many people a word fits. Trigrams would find the middle of a word, too,
-- but cost an import dearly, find nothing of fewer than three signs (佐藤), and in a database of locale C no Japanese at all.

-- A text as it is looked for: full-width and half-width, upper and lower case are one.
create function folded(p_text text) returns text language sql immutable strict parallel safe
return lower(normalize(p_text, nfkc));

-- What a person is called, by the fields that commonly say so; null where none does.
create function contact_name(p_fields jsonb) returns text language sql immutable strict parallel safe
return case when p_fields = '{}' then null else coalesce(
  nullif(btrim(p_fields->>'name'), ''),
  nullif(btrim(p_fields->>'氏名'), ''),
  nullif(btrim(p_fields->>'お名前'), ''),
  nullif(btrim(p_fields->>'名前'), ''),
  nullif(btrim(p_fields->>'Name'), ''),
  nullif(btrim(p_fields->>'full_name'), ''),
  nullif(btrim(coalesce(p_fields->>'姓', '') || ' ' || coalesce(p_fields->>'名', '')), ''),
  nullif(btrim(coalesce(p_fields->>'first_name', p_fields->>'First Name', '') || ' '
    || coalesce(p_fields->>'last_name', p_fields->>'Last Name', '')), '')
) end;

-- Made once when somebody is written, not once for every index.
alter table contacts add column name text generated always as (left(contact_name(fields), 500)) stored;

-- A name with its last word first ("Alice Martin" is found under M as well).
create function turned_name(p_name text) returns text language sql immutable strict parallel safe
return split_part(folded(p_name), ' ', -1) || ' ' || rtrim(left(folded(p_name), -length(split_part(folded(p_name), ' ', -1))));

create function domain_of(p_email text) returns text language sql immutable strict parallel safe
return lower(substring(p_email from '[^@]*$'));

create index contacts_by_email on contacts (workspace_id, folded(replace(email, '"', '')) collate "C", id);
create index contacts_by_domain on contacts (workspace_id, domain_of(email) collate "C", id);
create index contacts_by_name on contacts (workspace_id, folded(name) collate "C", id) where name is not null;
create index contacts_by_turned_name on contacts (workspace_id, turned_name(name) collate "C", id)
  where name like '% %' or name like '%　%';

-- A list's people who have not confirmed, and those who said "no" to it, are few beside the rest.
create index subscriptions_pending on subscriptions (list_id, contact_id) where state = 'pending';
create index suppressions_of_lists on suppressions (list_id) where scope = 'list' and lifted_at is null;

-- A workspace's suppressions, latest first.
create index suppressions_by_workspace on suppressions (workspace_id, id);
