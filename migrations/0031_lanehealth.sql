-- +goose Up

-- When a destination last took something, and until when it has asked to be left alone.
ALTER TABLE lanes ADD COLUMN delivered_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lanes ADD COLUMN throttled_until BIGINT NOT NULL DEFAULT 0;

-- +goose Down

ALTER TABLE lanes DROP COLUMN throttled_until;
ALTER TABLE lanes DROP COLUMN delivered_at;
