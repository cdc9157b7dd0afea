-- What had been answered in a lane when somebody let a braked campaign go on: what came before is not judged again.
create table brake_marks (
  campaign_id bigint not null references campaigns on delete cascade,
  lane text not null references lanes,
  answered bigint not null,
  invalid bigint not null,
  complaints bigint not null,
  primary key (campaign_id, lane)
);

-- A campaign's answers by lane: what a brake looks at, since it was last let go on.
create view answers_by_lane as
select t.campaign_id, s.lane,
  sum(t.accepted + t.invalid + t.bounced) - coalesce(m.answered, 0) as answered,
  sum(t.invalid) - coalesce(m.invalid, 0) as invalid,
  sum(t.complaints) - coalesce(m.complaints, 0) as complaints
from tallies t
join lane_slots s on s.id = t.slot_id
left join brake_marks m on m.campaign_id = t.campaign_id and m.lane = s.lane
group by t.campaign_id, s.lane, m.answered, m.invalid, m.complaints;
