-- Batches of the tail are looked at also when their letters have gone: what is learned of their domains is for the next newsletter.
drop index batches_by_survey;
create index batches_by_survey on batches (slot_id, survey_at) where survey_at < 'infinity';
