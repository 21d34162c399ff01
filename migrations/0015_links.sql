-- +goose Up

-- When the next link of a customer is due, 0 while she has none yet.
ALTER TABLE profiles ADD COLUMN link_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX profiles_link ON profiles (link_at) WHERE customer_id <> 0;

-- +goose Down

DROP INDEX profiles_link;
ALTER TABLE profiles DROP COLUMN link_at;
