-- +goose Up

-- The ledger: append-only. holder is "customer/42", or "profile/…" of a guest; origin
-- is whose it was first, '' while that is the holder. id is the same for the same
-- news. wording is what she read, to the letter, in locale.
ALTER TABLE consents RENAME TO consents_before;
CREATE TABLE consents (
    shop_id     TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    holder      TEXT    NOT NULL,
    origin      TEXT    NOT NULL DEFAULT '',
    channel     TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    opt_in      TEXT    NOT NULL DEFAULT '',
    changed_at  BIGINT  NOT NULL,
    wording     TEXT    NOT NULL DEFAULT '',
    locale      TEXT    NOT NULL DEFAULT '',
    survey_id   TEXT    NOT NULL DEFAULT '',
    version     INTEGER NOT NULL DEFAULT 0,
    question    TEXT    NOT NULL DEFAULT '',
    response_id TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL,
    captured_by TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, id)
);
INSERT INTO consents (shop_id, id, holder, channel, purpose, state, opt_in, changed_at, source)
    SELECT shop_id, 'shopify/' || customer_id || '/' || channel || '/' || changed_at || '/' || said, 'customer/' || customer_id, channel, 'marketing',
        said, opt_in, changed_at, source
    FROM (SELECT *, CASE state WHEN 'subscribed' THEN 'granted' WHEN 'pending' THEN 'pending' ELSE 'withdrawn' END AS said FROM consents_before) AS before;
DROP TABLE consents_before;
CREATE INDEX consents_holder ON consents (shop_id, holder);

-- What answers may be used for, as the merchant decides: JSON, '' for what is usual.
-- Once they change everybody's deliveries are planned, a page at a time:
-- purposes_due_at says since when, 0 for done, purposes_after who was the last.
ALTER TABLE shops ADD COLUMN purposes TEXT NOT NULL DEFAULT '';
ALTER TABLE shops ADD COLUMN purposes_due_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE shops ADD COLUMN purposes_after TEXT NOT NULL DEFAULT '';
CREATE INDEX shops_purposes ON shops (purposes_due_at) WHERE purposes_due_at > 0;

-- What was taken back is told before everything else.
CREATE INDEX deliveries_withdrawn ON deliveries (shop_id, destination_id, next_at) WHERE state = 'waiting' AND cause = 'withdrawn';

-- Answers that are kept from a destination, and why: the newest word of its lane.
CREATE TABLE refusals (
    shop_id        TEXT   NOT NULL,
    destination_id TEXT   NOT NULL,
    profile_id     TEXT   NOT NULL,
    question       TEXT   NOT NULL,
    purpose        TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    since          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, destination_id, question)
);

-- +goose Down

DROP TABLE refusals;
DROP INDEX deliveries_withdrawn;
DROP INDEX shops_purposes;
ALTER TABLE shops DROP COLUMN purposes_after;
ALTER TABLE shops DROP COLUMN purposes_due_at;
ALTER TABLE shops DROP COLUMN purposes;
CREATE TABLE consents_before (
    shop_id TEXT NOT NULL, customer_id BIGINT NOT NULL, channel TEXT NOT NULL, changed_at BIGINT NOT NULL,
    state TEXT NOT NULL, opt_in TEXT NOT NULL DEFAULT '', source TEXT NOT NULL,
    PRIMARY KEY (shop_id, customer_id, channel, changed_at)
);
INSERT INTO consents_before (shop_id, customer_id, channel, changed_at, state, opt_in, source)
    SELECT shop_id, CAST(SUBSTR(holder, 10) AS BIGINT), channel, changed_at,
        MIN(CASE state WHEN 'granted' THEN 'subscribed' WHEN 'pending' THEN 'pending' ELSE 'unsubscribed' END), MIN(opt_in), MIN(source)
    FROM consents WHERE holder LIKE 'customer/%' AND purpose = 'marketing' GROUP BY shop_id, holder, channel, changed_at;
DROP TABLE consents;
ALTER TABLE consents_before RENAME TO consents;
