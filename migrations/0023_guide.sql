-- +goose Up

-- When the merchant put the guide to a first survey away; 0 for not at all.
ALTER TABLE shops ADD COLUMN guide_dismissed_at BIGINT NOT NULL DEFAULT 0;

-- +goose Down

ALTER TABLE shops DROP COLUMN guide_dismissed_at;
