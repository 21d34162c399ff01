-- +goose Up

-- What is due is claimed by shop, and SQLite takes an index that names both for it,
-- where it would look through all of a shop's rows otherwise.
DROP INDEX customers_due;
DROP INDEX customers_weigh;
DROP INDEX segments_due;
DROP INDEX products_due;
CREATE INDEX customers_due ON customers (shop_id, due_at) WHERE due_at > 0;
CREATE INDEX customers_weigh ON customers (shop_id, weigh_at) WHERE weigh_at > 0;
CREATE INDEX segments_due ON segments (shop_id, due_at) WHERE due_at > 0;
CREATE INDEX products_due ON products (shop_id, due_at) WHERE due_at > 0;

-- So is what was asked about an order, and all that is wanted of it is in the index.
DROP INDEX askings_order;
CREATE INDEX askings_order ON askings (shop_id, order_id, profile_id) WHERE order_id <> 0;

-- +goose Down

DROP INDEX askings_order;
CREATE INDEX askings_order ON askings (shop_id, order_id) WHERE order_id <> 0;
DROP INDEX products_due;
DROP INDEX segments_due;
DROP INDEX customers_weigh;
DROP INDEX customers_due;
CREATE INDEX products_due ON products (due_at) WHERE due_at > 0;
CREATE INDEX segments_due ON segments (due_at) WHERE due_at > 0;
CREATE INDEX customers_weigh ON customers (weigh_at) WHERE weigh_at > 0;
CREATE INDEX customers_due ON customers (due_at) WHERE due_at > 0;
