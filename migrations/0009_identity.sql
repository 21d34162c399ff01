-- +goose Up

-- Everything a person has says under which profile it was told: origin_id, '' while
-- that is the profile that has it. When two turn out to be one it moves and keeps its
-- origin, so that what was joined by mistake can be parted again, and what was told
-- as a customer can be erased with her.
ALTER TABLE responses ADD COLUMN origin_id TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN origin_id TEXT NOT NULL DEFAULT '';
ALTER TABLE promises ADD COLUMN origin_id TEXT NOT NULL DEFAULT '';
CREATE INDEX promises_origin ON promises (shop_id, origin_id) WHERE origin_id <> '';
ALTER TABLE orders ADD COLUMN origin_customer_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE privacy_requests ADD COLUMN origin_customer_id BIGINT NOT NULL DEFAULT 0;

-- profile_id is now the profile a customer was, whether she was deleted or merged:
-- what is told of her late is told as that one.
UPDATE former_customers SET profile_id = 'customer-' || customer_id WHERE profile_id = '';
CREATE INDEX former_customers_kept ON former_customers (shop_id, kept_id) WHERE kept_id <> 0;

-- How far it was proven who spoke, and which member of staff wrote it down for her.
ALTER TABLE responses ADD COLUMN proof TEXT NOT NULL DEFAULT '';
ALTER TABLE responses ADD COLUMN captured_by TEXT NOT NULL DEFAULT '';

-- Profiles that were joined into others: what is left of them. into_id is the one it
-- was taken for, who may have been joined into yet another. customer_id is the
-- customer it was itself, via_customer_id the one it was taken for. A join that was
-- parted stays, so that it is not made anew.
CREATE TABLE joins (
    shop_id         TEXT   NOT NULL,
    from_id         TEXT   NOT NULL,
    into_id         TEXT   NOT NULL,
    customer_id     BIGINT NOT NULL DEFAULT 0,
    via_customer_id BIGINT NOT NULL DEFAULT 0,
    cause           TEXT   NOT NULL,
    email           TEXT   NOT NULL DEFAULT '',
    phone           TEXT   NOT NULL DEFAULT '',
    contact_at      BIGINT NOT NULL DEFAULT 0,
    stale_at        BIGINT NOT NULL DEFAULT 0,
    created_at      BIGINT NOT NULL,
    joined_at       BIGINT NOT NULL,
    parted_at       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, from_id, into_id)
);
CREATE INDEX joins_into ON joins (shop_id, into_id);
CREATE INDEX joins_parted ON joins (shop_id, from_id, into_id) WHERE parted_at > 0;

-- By what else a person goes: email, phone, loyalty. digest is the name's, salted by
-- the shop; value is sealed. proof says who vouches: shopify or staff. What she says
-- of herself stands in her answers, and finds nobody.
CREATE TABLE identities (
    shop_id     TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    digest      TEXT   NOT NULL,
    profile_id  TEXT   NOT NULL,
    origin_id   TEXT   NOT NULL DEFAULT '',
    proof       TEXT   NOT NULL,
    value       TEXT   NOT NULL,
    captured_by TEXT   NOT NULL DEFAULT '',
    since       BIGINT NOT NULL,
    PRIMARY KEY (shop_id, kind, digest, profile_id, origin_id, proof)
);
CREATE INDEX identities_profile ON identities (shop_id, profile_id);

-- The same of what she was asked, put off and is doubted of, and of her browsers.
ALTER TABLE visitors RENAME TO visitors_before;
CREATE TABLE visitors (
    shop_id    TEXT   NOT NULL,
    visitor    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    origin_id  TEXT   NOT NULL DEFAULT '',
    since      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, visitor, profile_id, origin_id)
);
INSERT INTO visitors (shop_id, visitor, profile_id, since) SELECT shop_id, visitor, profile_id, since FROM visitors_before;
DROP TABLE visitors_before;
CREATE INDEX visitors_profile ON visitors (shop_id, profile_id);

ALTER TABLE askings RENAME TO askings_before;
CREATE TABLE askings (
    shop_id    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    order_id   BIGINT NOT NULL DEFAULT 0,
    asked_at   BIGINT NOT NULL,
    origin_id  TEXT   NOT NULL DEFAULT '',
    survey_id  TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, profile_id, question, order_id, asked_at, origin_id)
);
INSERT INTO askings (shop_id, profile_id, question, order_id, asked_at, survey_id)
    SELECT shop_id, profile_id, question, order_id, asked_at, survey_id FROM askings_before;
DROP TABLE askings_before;
CREATE INDEX askings_order ON askings (shop_id, order_id, profile_id) WHERE order_id <> 0;

ALTER TABLE snoozes RENAME TO snoozes_before;
CREATE TABLE snoozes (
    shop_id    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    origin_id  TEXT   NOT NULL DEFAULT '',
    until_at   BIGINT NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, question, origin_id)
);
INSERT INTO snoozes (shop_id, profile_id, question, until_at, since)
    SELECT shop_id, profile_id, question, until_at, since FROM snoozes_before;
DROP TABLE snoozes_before;

ALTER TABLE doubts RENAME TO doubts_before;
CREATE TABLE doubts (
    shop_id    TEXT   NOT NULL,
    profile_id TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    origin_id  TEXT   NOT NULL DEFAULT '',
    since      BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, question, origin_id)
);
INSERT INTO doubts (shop_id, profile_id, question, since) SELECT shop_id, profile_id, question, since FROM doubts_before;
DROP TABLE doubts_before;

-- +goose Down

CREATE TABLE doubts_before (
    shop_id TEXT NOT NULL, profile_id TEXT NOT NULL, question TEXT NOT NULL, since BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, question)
);
INSERT INTO doubts_before SELECT shop_id, profile_id, question, MAX(since) FROM doubts GROUP BY shop_id, profile_id, question;
DROP TABLE doubts;
ALTER TABLE doubts_before RENAME TO doubts;

CREATE TABLE snoozes_before (
    shop_id TEXT NOT NULL, profile_id TEXT NOT NULL, question TEXT NOT NULL, until_at BIGINT NOT NULL, since BIGINT NOT NULL,
    PRIMARY KEY (shop_id, profile_id, question)
);
INSERT INTO snoozes_before SELECT shop_id, profile_id, question, CASE WHEN MIN(until_at) = 0 THEN 0 ELSE MAX(until_at) END, MAX(since)
    FROM snoozes GROUP BY shop_id, profile_id, question;
DROP TABLE snoozes;
ALTER TABLE snoozes_before RENAME TO snoozes;

CREATE TABLE askings_before (
    shop_id TEXT NOT NULL, profile_id TEXT NOT NULL, question TEXT NOT NULL, order_id BIGINT NOT NULL DEFAULT 0,
    asked_at BIGINT NOT NULL, survey_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, profile_id, question, order_id, asked_at)
);
INSERT INTO askings_before SELECT shop_id, profile_id, question, order_id, asked_at, MIN(survey_id)
    FROM askings GROUP BY shop_id, profile_id, question, order_id, asked_at;
DROP TABLE askings;
ALTER TABLE askings_before RENAME TO askings;
CREATE INDEX askings_order ON askings (shop_id, order_id, profile_id) WHERE order_id <> 0;

CREATE TABLE visitors_before (
    shop_id TEXT NOT NULL, visitor TEXT NOT NULL, profile_id TEXT NOT NULL, since BIGINT NOT NULL,
    PRIMARY KEY (shop_id, visitor, profile_id)
);
INSERT INTO visitors_before SELECT shop_id, visitor, profile_id, MIN(since) FROM visitors GROUP BY shop_id, visitor, profile_id;
DROP TABLE visitors;
ALTER TABLE visitors_before RENAME TO visitors;
CREATE INDEX visitors_profile ON visitors (shop_id, profile_id);

DROP TABLE identities;
DROP TABLE joins;
ALTER TABLE responses DROP COLUMN captured_by;
ALTER TABLE responses DROP COLUMN proof;
DROP INDEX former_customers_kept;
ALTER TABLE privacy_requests DROP COLUMN origin_customer_id;
ALTER TABLE orders DROP COLUMN origin_customer_id;
DROP INDEX promises_origin;
ALTER TABLE promises DROP COLUMN origin_id;
ALTER TABLE deliveries DROP COLUMN origin_id;
ALTER TABLE responses DROP COLUMN origin_id;
