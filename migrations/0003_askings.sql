-- +goose Up

-- Who a browser has been: it makes a UUID for itself and keeps it. since says which
-- person it was first.
CREATE TABLE visitors (
    shop_id    TEXT   NOT NULL,
    visitor    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, visitor, profile_id)
);
CREATE INDEX visitors_profile ON visitors (shop_id, profile_id);

-- Questions put to a person without an answer to keep them with: what came with one
-- is in responses. asked_at is a whole minute, so that a page seen often is few rows.
CREATE TABLE askings (
    shop_id    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    order_id   BIGINT NOT NULL DEFAULT 0,
    asked_at   BIGINT NOT NULL,
    survey_id  TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, profile_id, question, order_id, asked_at)
);
CREATE INDEX askings_order ON askings (shop_id, order_id) WHERE order_id <> 0;

-- "Not now" until then, or "never", when until_at is 0.
CREATE TABLE snoozes (
    shop_id    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    until_at   BIGINT NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, question)
);

-- Answers that what somebody did has contradicted, and since when.
CREATE TABLE doubts (
    shop_id    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, question)
);

ALTER TABLE responses ADD COLUMN cart TEXT NOT NULL DEFAULT '';
ALTER TABLE shops ADD COLUMN budget TEXT NOT NULL DEFAULT '';

-- A guest who ordered was known by her order, with a profile for each response; now
-- the responses of one order share one.
UPDATE promises SET person = COALESCE((SELECT r.profile_id FROM responses r
    WHERE r.shop_id = promises.shop_id AND r.id = promises.response_id), '') WHERE person LIKE 'order/%';

-- +goose Down

ALTER TABLE shops DROP COLUMN budget;
ALTER TABLE responses DROP COLUMN cart;
DROP TABLE doubts;
DROP TABLE snoozes;
DROP TABLE askings;
DROP TABLE visitors;
