-- Why a campaign was stopped is a stable word in status_reason; the figures that belong to it stand here. A sentence is made where it is read.
alter table campaigns add column status_facts jsonb;
update campaigns set status_reason = split_part(status_reason, ':', 1) where status_reason like 'too-many-%';
