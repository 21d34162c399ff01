-- +goose Up

-- What the merchant has connected, and how that is. drift is '' for "ask"; one in
-- sample writes is read back, 0 for none.
ALTER TABLE destinations ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE destinations ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE destinations ADD COLUMN problem TEXT NOT NULL DEFAULT '';
ALTER TABLE destinations ADD COLUMN checked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE destinations ADD COLUMN drift TEXT NOT NULL DEFAULT '';
ALTER TABLE destinations ADD COLUMN sample INTEGER NOT NULL DEFAULT 0;

-- How many destinations of a kind a shop has ever had: an id is never given twice, or what
-- one account was told would be taken for another's.
CREATE TABLE destination_numbers (
    shop_id TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    PRIMARY KEY (shop_id, kind)
);

-- Where answers go at a destination, as one document: targets, consents, link.
CREATE TABLE mappings (
    shop_id        TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    document       TEXT    NOT NULL,
    revision       INTEGER NOT NULL,
    updated_at     BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, destination_id)
);

-- Receipts name what they are of, at whatever destination.
UPDATE receipts SET property = 'property:' || SUBSTR(property, 11) WHERE property LIKE 'metafield:%';

-- Why a destination will not take a receipt's value, '' while nothing is known against it.
ALTER TABLE receipts ADD COLUMN refused TEXT NOT NULL DEFAULT '';

-- Every change of a place, and what stood there. *_there is false for nothing; written_at
-- is 0 while uncertain, undone_at while it stands.
CREATE TABLE writes (
    shop_id        TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    property       TEXT    NOT NULL,
    delivery_id    TEXT    NOT NULL,
    before_there   BOOLEAN NOT NULL,
    before_value   TEXT    NOT NULL,
    after_there    BOOLEAN NOT NULL,
    after_value    TEXT    NOT NULL,
    intended_at    BIGINT  NOT NULL,
    written_at     BIGINT  NOT NULL DEFAULT 0,
    undone_at      BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, destination_id, subject, property, intended_at)
);
CREATE INDEX writes_delivery ON writes (shop_id, delivery_id);

-- What is to stand at a place instead of what answers ask for.
CREATE TABLE overrides (
    shop_id        TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    property       TEXT    NOT NULL,
    unwanted_there BOOLEAN NOT NULL,
    unwanted_value TEXT    NOT NULL,
    wanted_there   BOOLEAN NOT NULL,
    wanted_value   TEXT    NOT NULL,
    why            TEXT    NOT NULL,
    since          BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, destination_id, subject, property)
);

-- A look at what a destination really holds of somebody. due_at is 0 once it was done.
CREATE TABLE checks (
    shop_id        TEXT   NOT NULL,
    destination_id TEXT   NOT NULL,
    subject        TEXT   NOT NULL,
    delivery_id    TEXT   NOT NULL,
    state          TEXT   NOT NULL,
    differences    TEXT   NOT NULL DEFAULT '[]',
    due_at         BIGINT NOT NULL,
    checked_at     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, destination_id, subject)
);
CREATE INDEX checks_due ON checks (shop_id, destination_id, due_at) WHERE due_at > 0;

-- Work on many people, done page by page.
CREATE TABLE runs (
    shop_id        TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    filter         TEXT    NOT NULL DEFAULT '{}',
    total          INTEGER NOT NULL DEFAULT 0,
    planned        INTEGER NOT NULL DEFAULT 0,
    page_after     TEXT    NOT NULL DEFAULT '',
    effect         TEXT    NOT NULL DEFAULT '{}',
    begun_by       TEXT    NOT NULL DEFAULT '',
    reason         TEXT    NOT NULL DEFAULT '',
    created_at     BIGINT  NOT NULL,
    finished_at    BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX runs_running ON runs (created_at) WHERE state = 'running';

-- Jobs a destination does for many people at once. job is its own name for it, '' until
-- it is known; next_at is when to ask again, 0 once it is over.
CREATE TABLE bulks (
    shop_id        TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    job            TEXT    NOT NULL DEFAULT '',
    state          TEXT    NOT NULL,
    total          INTEGER NOT NULL,
    done           INTEGER NOT NULL DEFAULT 0,
    plan           TEXT    NOT NULL DEFAULT '[]',
    reason         TEXT    NOT NULL DEFAULT '',
    next_at        BIGINT  NOT NULL,
    created_at     BIGINT  NOT NULL,
    finished_at    BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX bulks_due ON bulks (shop_id, destination_id, next_at) WHERE next_at > 0;

ALTER TABLE deliveries ADD COLUMN run_id TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN bulk_id TEXT NOT NULL DEFAULT '';
CREATE INDEX deliveries_run ON deliveries (shop_id, run_id) WHERE run_id <> '';
-- What is not a backfill's goes before it, however much of it waits.
CREATE INDEX deliveries_fresh ON deliveries (shop_id, destination_id, next_at) WHERE state = 'waiting' AND cause <> 'backfill';
CREATE INDEX deliveries_bulk ON deliveries (shop_id, bulk_id) WHERE bulk_id <> '';

-- What came back with an attempt: the HTTP status, 0 without one, and a redacted excerpt.
ALTER TABLE attempts ADD COLUMN status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN excerpt TEXT NOT NULL DEFAULT '';

-- +goose Down

ALTER TABLE attempts DROP COLUMN excerpt;
ALTER TABLE attempts DROP COLUMN status;
DROP INDEX deliveries_bulk;
DROP INDEX deliveries_fresh;
DROP INDEX deliveries_run;
ALTER TABLE deliveries DROP COLUMN bulk_id;
ALTER TABLE deliveries DROP COLUMN run_id;
DROP TABLE bulks;
DROP TABLE runs;
DROP TABLE checks;
DROP TABLE overrides;
DROP TABLE writes;
ALTER TABLE receipts DROP COLUMN refused;
UPDATE receipts SET property = 'metafield:' || SUBSTR(property, 10) WHERE property LIKE 'property:%';
DROP TABLE mappings;
DROP TABLE destination_numbers;
ALTER TABLE destinations DROP COLUMN sample;
ALTER TABLE destinations DROP COLUMN drift;
ALTER TABLE destinations DROP COLUMN checked_at;
ALTER TABLE destinations DROP COLUMN problem;
ALTER TABLE destinations DROP COLUMN account;
ALTER TABLE destinations DROP COLUMN title;
