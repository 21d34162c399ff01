-- +goose Up

-- What rules ask of an order. An empty text is what was not told; lines and
-- discount_codes are JSON lists, which may well be told to be empty.
ALTER TABLE orders ADD COLUMN lines TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN discount_codes TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN delivery TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN cart_token TEXT NOT NULL DEFAULT '';
CREATE INDEX orders_cart ON orders (shop_id, cart_token) WHERE cart_token <> '';
CREATE INDEX responses_cart ON responses (shop_id, cart) WHERE cart <> '';

-- What Shopify says of a customer who ordered or answered. told_at dates what she
-- has ordered in all, read_at is when her tags and segments were read: 0 is never.
-- due_at says when she is to be read again, weigh_at when to hold what she answered
-- against what she did, of which the latest was at news_at.
CREATE TABLE customers (
    shop_id       TEXT    NOT NULL,
    id            BIGINT  NOT NULL,
    orders        BIGINT  NOT NULL DEFAULT 0,
    spent         TEXT    NOT NULL DEFAULT '',
    last_order_id BIGINT  NOT NULL DEFAULT 0,
    last_order_at BIGINT  NOT NULL DEFAULT 0,
    told_at       BIGINT  NOT NULL DEFAULT 0,
    read_at       BIGINT  NOT NULL DEFAULT 0,
    due_at        BIGINT  NOT NULL DEFAULT 0,
    attempts      INTEGER NOT NULL DEFAULT 0,
    news_at       BIGINT  NOT NULL DEFAULT 0,
    weigh_at      BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX customers_due ON customers (due_at) WHERE due_at > 0;
CREATE INDEX customers_weigh ON customers (weigh_at) WHERE weigh_at > 0;

-- Her tags and segments, each with when she got or lost it: the news of that come
-- in any order. kind is "tag" or "segment", mark the tag or the segment's id.
CREATE TABLE customer_marks (
    shop_id     TEXT    NOT NULL,
    customer_id BIGINT  NOT NULL,
    kind        TEXT    NOT NULL,
    mark        TEXT    NOT NULL,
    held        BOOLEAN NOT NULL,
    changed_at  BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, customer_id, kind, mark)
);

-- The shop's segments. due_at says when the members of one that is new or asks
-- for something else are to be listed, page how far that has come.
CREATE TABLE segments (
    shop_id    TEXT    NOT NULL,
    id         BIGINT  NOT NULL,
    name       TEXT    NOT NULL,
    changed_at BIGINT  NOT NULL,
    page       TEXT    NOT NULL DEFAULT '',
    due_at     BIGINT  NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX segments_due ON segments (due_at) WHERE due_at > 0;

-- What Shopify says of a product somebody bought.
CREATE TABLE products (
    shop_id     TEXT    NOT NULL,
    id          BIGINT  NOT NULL,
    handle      TEXT    NOT NULL DEFAULT '',
    vendor      TEXT    NOT NULL DEFAULT '',
    type        TEXT    NOT NULL DEFAULT '',
    tags        TEXT    NOT NULL DEFAULT '[]',
    collections TEXT    NOT NULL DEFAULT '[]',
    updated_at  BIGINT  NOT NULL DEFAULT 0,
    read_at     BIGINT  NOT NULL DEFAULT 0,
    due_at      BIGINT  NOT NULL DEFAULT 0,
    attempts    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX products_due ON products (due_at) WHERE due_at > 0;

-- Whoever is known already is read as soon as there is time.
INSERT INTO customers (shop_id, id, due_at)
SELECT shop_id, customer_id, 1 FROM orders WHERE customer_id <> 0
UNION SELECT shop_id, customer_id, 1 FROM profiles WHERE customer_id <> 0;

-- +goose Down

DROP TABLE products;
DROP TABLE segments;
DROP TABLE customer_marks;
DROP TABLE customers;
DROP INDEX responses_cart;
DROP INDEX orders_cart;
ALTER TABLE orders DROP COLUMN cart_token;
ALTER TABLE orders DROP COLUMN channel;
ALTER TABLE orders DROP COLUMN delivery;
ALTER TABLE orders DROP COLUMN region;
ALTER TABLE orders DROP COLUMN country;
ALTER TABLE orders DROP COLUMN discount_codes;
ALTER TABLE orders DROP COLUMN lines;
