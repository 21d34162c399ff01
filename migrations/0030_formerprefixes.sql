-- +goose Up

-- How a shop's own tags began before, the last one last: customers of whom nothing was
-- written since still have those.
ALTER TABLE shops ADD COLUMN former_tag_prefixes TEXT NOT NULL DEFAULT '[]';

-- +goose Down

ALTER TABLE shops DROP COLUMN former_tag_prefixes;
