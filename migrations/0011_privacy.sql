-- +goose Up

-- Which destination ever got a person, and under which names it knows her (sealed;
-- digest tells them apart, salted by the shop). Her erasure goes where this says.
CREATE TABLE reaches (
    shop_id        TEXT   NOT NULL,
    subject        TEXT   NOT NULL,
    destination_id TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    origin         TEXT   NOT NULL DEFAULT '',
    names          TEXT   NOT NULL,
    since          BIGINT NOT NULL,
    PRIMARY KEY (shop_id, subject, destination_id, digest)
);

-- One erasure, done here at erased_at and everywhere at finished_at. subject is who it
-- was, as a salted hash; receipt is signed and without personal data.
CREATE TABLE erasures (
    shop_id      TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    request_id   TEXT   NOT NULL DEFAULT '',
    subject      TEXT   NOT NULL,
    counts       TEXT   NOT NULL DEFAULT '{}',
    requested_at BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    erased_at    BIGINT NOT NULL,
    finished_at  BIGINT NOT NULL DEFAULT 0,
    receipt      TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX erasures_open ON erasures (due_at) WHERE finished_at = 0;

-- What one destination has to forget, sealed until it has. state: waiting, checking
-- (it says it has, and is to be read back), done, unread (done, and cannot be read
-- back), kept (it says it has and has not), unreachable.
CREATE TABLE erasure_parts (
    shop_id        TEXT    NOT NULL,
    erasure_id     TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    what           TEXT    NOT NULL DEFAULT '',
    attempts       INTEGER NOT NULL DEFAULT 0,
    checks         INTEGER NOT NULL DEFAULT 0,
    next_at        BIGINT  NOT NULL DEFAULT 0,
    erased_at      BIGINT  NOT NULL DEFAULT 0,
    checked_at     BIGINT  NOT NULL DEFAULT 0,
    reason         TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, erasure_id, destination_id)
);
CREATE INDEX erasure_parts_due ON erasure_parts (shop_id, destination_id, next_at) WHERE next_at > 0;

-- Who read or exported personal data. actor is "user/7", "key/…", "operator",
-- "shopify" or "shopper"; subject is whose, '' of a list, a salted hash once erased.
CREATE TABLE readings (
    shop_id TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    subject TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX readings_subject ON readings (shop_id, subject) WHERE subject <> '';

-- +goose Down

DROP TABLE readings;
DROP TABLE erasure_parts;
DROP TABLE erasures;
DROP TABLE reaches;
