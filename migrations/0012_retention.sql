-- +goose Up

-- When the first of a response's answers has been kept as long as was said; 0 for
-- never. Those there are already are looked at once.
ALTER TABLE responses ADD COLUMN keep_until BIGINT NOT NULL DEFAULT 0;
UPDATE responses SET keep_until = 1;
CREATE INDEX responses_keep ON responses (keep_until) WHERE keep_until > 0;

-- How long guests and the traces of our work are kept: JSON, '' for what is usual.
ALTER TABLE shops ADD COLUMN retention TEXT NOT NULL DEFAULT '';

-- When a submission said nothing new; 0 of those from before this was kept.
ALTER TABLE response_repeats ADD COLUMN since BIGINT NOT NULL DEFAULT 0;

-- +goose Down

ALTER TABLE response_repeats DROP COLUMN since;

ALTER TABLE shops DROP COLUMN retention;
DROP INDEX responses_keep;
ALTER TABLE responses DROP COLUMN keep_until;
