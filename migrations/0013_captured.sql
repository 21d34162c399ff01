-- +goose Up

-- Why a member of staff wrote an answer or a consent down, in her own words.
ALTER TABLE responses ADD COLUMN captured_why TEXT NOT NULL DEFAULT '';
ALTER TABLE consents ADD COLUMN captured_why TEXT NOT NULL DEFAULT '';

-- +goose Down

ALTER TABLE consents DROP COLUMN captured_why;
ALTER TABLE responses DROP COLUMN captured_why;
