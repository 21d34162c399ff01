-- +goose Up

-- When the next of a person's answers goes stale and leaves the destinations.
ALTER TABLE profiles ADD COLUMN stale_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX profiles_stale ON profiles (stale_at) WHERE stale_at > 0;

-- +goose Down

DROP INDEX profiles_stale;
ALTER TABLE profiles DROP COLUMN stale_at;
