-- +goose Up

CREATE TABLE shops (
    id             TEXT   NOT NULL PRIMARY KEY,
    name           TEXT   NOT NULL DEFAULT '',
    plan           TEXT   NOT NULL DEFAULT '',
    currency       TEXT   NOT NULL DEFAULT '',
    timezone       TEXT   NOT NULL DEFAULT '',
    locale         TEXT   NOT NULL DEFAULT '',
    installation   TEXT   NOT NULL DEFAULT '',
    gid            TEXT   NOT NULL DEFAULT '',
    proxy_path     TEXT   NOT NULL DEFAULT '',
    tag_prefix     TEXT   NOT NULL DEFAULT '',
    salt           TEXT   NOT NULL,
    installed_at   BIGINT NOT NULL DEFAULT 0,
    uninstalled_at BIGINT NOT NULL DEFAULT 0,
    publish_due_at   BIGINT  NOT NULL DEFAULT 0,
    publish_attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX shops_publish ON shops (publish_due_at) WHERE publish_due_at > 0;

-- One expiring token pair per shop, sealed. refreshing_until is the lease that
-- keeps two processes from refreshing at once.
CREATE TABLE accesses (
    shop_id            TEXT   NOT NULL PRIMARY KEY,
    token              TEXT   NOT NULL,
    refresh_token      TEXT   NOT NULL,
    scopes             TEXT   NOT NULL DEFAULT '[]',
    expires_at         BIGINT NOT NULL,
    refresh_expires_at BIGINT NOT NULL,
    refreshing_until   BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE surveys (
    shop_id      TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    handle       TEXT    NOT NULL,
    draft        TEXT    NOT NULL,
    revision     INTEGER NOT NULL,
    version      INTEGER NOT NULL DEFAULT 0,
    published_at BIGINT  NOT NULL DEFAULT 0,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX surveys_handle ON surveys (shop_id, handle);

CREATE TABLE survey_versions (
    shop_id      TEXT    NOT NULL,
    survey_id    TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    document     TEXT    NOT NULL,
    published_at BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, survey_id, version)
);

CREATE TABLE profiles (
    shop_id     TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    customer_id BIGINT NOT NULL DEFAULT 0,
    email       TEXT   NOT NULL DEFAULT '',
    phone       TEXT   NOT NULL DEFAULT '',
    contact_at  BIGINT NOT NULL DEFAULT 0,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX profiles_customer ON profiles (shop_id, customer_id) WHERE customer_id <> 0;

-- answers is a JSON list. Of a person the newest answer to each question counts:
-- that is her preference, and it is kept nowhere else.
CREATE TABLE responses (
    shop_id      TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    survey_id    TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    surface      TEXT    NOT NULL,
    profile_id   TEXT    NOT NULL,
    order_id     BIGINT  NOT NULL DEFAULT 0,
    locale       TEXT    NOT NULL DEFAULT '',
    shown        TEXT    NOT NULL DEFAULT '[]',
    answers      TEXT    NOT NULL DEFAULT '[]',
    complete     BOOLEAN NOT NULL DEFAULT FALSE,
    reply        TEXT    NOT NULL,
    started_at   BIGINT  NOT NULL DEFAULT 0,
    submitted_at BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX responses_recent ON responses (shop_id, submitted_at, id);
CREATE INDEX responses_profile ON responses (shop_id, profile_id);
CREATE INDEX responses_order ON responses (shop_id, order_id) WHERE order_id <> 0;

-- Customer ids that are no more: merged into kept_id, or deleted, when the answers
-- stay as the guest profile_id. Late news about the old id find their way by it.
CREATE TABLE former_customers (
    shop_id     TEXT   NOT NULL,
    customer_id BIGINT NOT NULL,
    kept_id     BIGINT NOT NULL DEFAULT 0,
    profile_id  TEXT   NOT NULL DEFAULT '',
    left_at     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, customer_id)
);

-- How often a version was shown on a surface, by day (its midnight, UTC).
CREATE TABLE displays (
    shop_id   TEXT    NOT NULL,
    survey_id TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    surface   TEXT    NOT NULL,
    day       BIGINT  NOT NULL,
    shown     BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, survey_id, version, surface, day)
);

-- Append-only: what Shopify (or a surface) said about a channel, and when.
CREATE TABLE consents (
    shop_id     TEXT   NOT NULL,
    customer_id BIGINT NOT NULL,
    channel     TEXT   NOT NULL,
    changed_at  BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    opt_in      TEXT   NOT NULL DEFAULT '',
    source      TEXT   NOT NULL,
    PRIMARY KEY (shop_id, customer_id, channel, changed_at)
);

CREATE TABLE orders (
    shop_id     TEXT   NOT NULL,
    id          BIGINT NOT NULL,
    name        TEXT   NOT NULL DEFAULT '',
    customer_id BIGINT NOT NULL DEFAULT 0,
    currency    TEXT   NOT NULL DEFAULT '',
    total       TEXT   NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL DEFAULT 0,
    updated_at  BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX orders_customer ON orders (shop_id, customer_id) WHERE customer_id <> 0;

CREATE TABLE destinations (
    shop_id    TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    settings   TEXT   NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

-- One lane per destination. due_at 0 means nothing waits. fence grows with
-- every lease: results that carry an older one are refused.
CREATE TABLE lanes (
    shop_id        TEXT   NOT NULL,
    destination_id TEXT   NOT NULL,
    due_at         BIGINT NOT NULL DEFAULT 0,
    fence          BIGINT NOT NULL DEFAULT 0,
    leased_until   BIGINT NOT NULL DEFAULT 0,
    paused_reason  TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, destination_id)
);
CREATE INDEX lanes_due ON lanes (due_at) WHERE due_at > 0 AND paused_reason = '';

-- The deliveries of a response are found through its profile, which is theirs too.
CREATE TABLE deliveries (
    shop_id        TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    destination_id TEXT    NOT NULL,
    profile_id     TEXT    NOT NULL,
    response_id    TEXT    NOT NULL DEFAULT '',
    order_id       BIGINT  NOT NULL DEFAULT 0,
    cause          TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    attempts       INTEGER NOT NULL DEFAULT 0,
    next_at        BIGINT  NOT NULL,
    reason         TEXT    NOT NULL DEFAULT '',
    created_at     BIGINT  NOT NULL,
    finished_at    BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX deliveries_due ON deliveries (shop_id, destination_id, next_at) WHERE state = 'waiting';
CREATE INDEX deliveries_parked ON deliveries (shop_id, destination_id) WHERE state = 'parked';
CREATE INDEX deliveries_profile ON deliveries (shop_id, profile_id);

CREATE TABLE attempts (
    shop_id     TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    delivery_id TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    class       TEXT    NOT NULL,
    reason      TEXT    NOT NULL DEFAULT '',
    cost        INTEGER NOT NULL DEFAULT 0,
    started_at  BIGINT  NOT NULL,
    duration_ms BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX attempts_delivery ON attempts (shop_id, delivery_id);

-- What each destination holds because we wrote it, and what stood there before.
CREATE TABLE receipts (
    shop_id        TEXT   NOT NULL,
    destination_id TEXT   NOT NULL,
    subject        TEXT   NOT NULL,
    property       TEXT   NOT NULL,
    value          TEXT   NOT NULL DEFAULT '',
    before_value   TEXT   NOT NULL DEFAULT '',
    delivery_id    TEXT   NOT NULL,
    written_at     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, destination_id, subject, property)
);

-- Every webhook before its 200. The payload is raw bytes (a signed body may be
-- invalid UTF-8) and is emptied once handled.
CREATE TABLE inbox (
    shop_id      TEXT    NOT NULL,
    webhook_id   TEXT    NOT NULL,
    topic        TEXT    NOT NULL,
    event_id     TEXT    NOT NULL DEFAULT '',
    triggered_at BIGINT  NOT NULL DEFAULT 0,
    received_at  BIGINT  NOT NULL,
    payload      BYTEA   NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'waiting',
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      BIGINT  NOT NULL,
    reason       TEXT    NOT NULL DEFAULT '',
    finished_at  BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, webhook_id)
);
CREATE INDEX inbox_due ON inbox (next_at) WHERE state = 'waiting';
CREATE INDEX inbox_shop_due ON inbox (shop_id, next_at) WHERE state = 'waiting';
CREATE INDEX inbox_finished ON inbox (finished_at) WHERE finished_at > 0;

-- Who was erased, as a salted hash: a late webhook must not bring her back.
CREATE TABLE tombstones (
    shop_id    TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    erased_at  BIGINT NOT NULL,
    PRIMARY KEY (shop_id, subject)
);

-- The export is sealed; it is emptied when the customer is erased.
CREATE TABLE privacy_requests (
    shop_id      TEXT   NOT NULL,
    id           TEXT   NOT NULL,
    topic        TEXT   NOT NULL,
    customer_id  BIGINT NOT NULL DEFAULT 0,
    requested_at BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    finished_at  BIGINT NOT NULL DEFAULT 0,
    export       TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, id)
);

-- Work that recurs: claimed by UPDATE, so several processes run it once.
CREATE TABLE recurring (
    name        TEXT   NOT NULL PRIMARY KEY,
    next_run_at BIGINT NOT NULL
);

-- +goose Down

DROP TABLE recurring;
DROP TABLE privacy_requests;
DROP TABLE tombstones;
DROP TABLE inbox;
DROP TABLE receipts;
DROP TABLE attempts;
DROP TABLE deliveries;
DROP TABLE lanes;
DROP TABLE destinations;
DROP TABLE orders;
DROP TABLE consents;
DROP TABLE displays;
DROP TABLE former_customers;
DROP TABLE responses;
DROP TABLE profiles;
DROP TABLE survey_versions;
DROP TABLE surveys;
DROP TABLE accesses;
DROP TABLE shops;
