-- +goose Up

-- The languages a shop's surveys are written in, as JSON; '' for the shop's own alone.
ALTER TABLE shops ADD COLUMN languages TEXT NOT NULL DEFAULT '';

-- +goose Down

ALTER TABLE shops DROP COLUMN languages;
