-- +goose Up

-- How often shoppers began to answer what they were shown. From here on day is the
-- shop's own date, written as the midnight UTC of it, so that it can be held against
-- the orders the merchant sees on that date.
ALTER TABLE displays ADD COLUMN started BIGINT NOT NULL DEFAULT 0;

-- They are read, and orders are counted, by day.
CREATE INDEX displays_day ON displays (shop_id, day);
CREATE INDEX orders_created ON orders (shop_id, created_at) WHERE channel IN ('', 'web');

-- +goose Down

DROP INDEX orders_created;
DROP INDEX displays_day;
ALTER TABLE displays DROP COLUMN started;
