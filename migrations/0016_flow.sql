-- +goose Up

-- Which of our Flow triggers some enabled workflow of a shop begins with, and since when:
-- only those are sent. told_at is when Shopify said so last; older news does not count.
CREATE TABLE flow_triggers (
    shop_id      TEXT    NOT NULL,
    trigger_name TEXT    NOT NULL,
    enabled      BOOLEAN NOT NULL,
    since        BIGINT  NOT NULL,
    told_at      BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, trigger_name)
);

-- +goose Down

DROP TABLE flow_triggers;
