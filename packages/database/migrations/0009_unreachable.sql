-- One more reason for a suppression: nothing is known to be wrong with the address itself, but its mailbox has refused for weeks.
alter table suppressions drop constraint suppressions_reason_check;
alter table suppressions add constraint suppressions_reason_check check (
  reason in ('unsubscribed', 'complaint', 'invalid-address', 'unreachable', 'manual', 'imported', 'erased')
);
