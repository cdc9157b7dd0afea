-- Whether newsletters of a workspace name, behind the address that answers go to, one of their own that takes a STOP.
alter table workspaces add column stop_by_reply boolean not null default false;
