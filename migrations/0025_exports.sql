-- +goose Up

-- Files of responses that are made in the background. filter is JSON; columns is what the
-- file has, '' until it is known; total is how many responses are looked through, -1 until
-- they are counted, looked how many were, and after_at and after_id the last of them.
-- fence counts who has taken it up, tries how often since anything came of it.
CREATE TABLE exports (
    shop_id      TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    format       TEXT    NOT NULL,
    filter       TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    reason       TEXT    NOT NULL DEFAULT '',
    begun_by     TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    finished_at  BIGINT  NOT NULL DEFAULT 0,
    columns      TEXT    NOT NULL DEFAULT '',
    total        BIGINT  NOT NULL DEFAULT -1,
    looked       BIGINT  NOT NULL DEFAULT 0,
    lines        BIGINT  NOT NULL DEFAULT 0,
    parts        BIGINT  NOT NULL DEFAULT 0,
    size         BIGINT  NOT NULL DEFAULT 0,
    kept         BIGINT  NOT NULL DEFAULT 0,
    after_at     BIGINT  NOT NULL DEFAULT 0,
    after_id     TEXT    NOT NULL DEFAULT '',
    fence        BIGINT  NOT NULL DEFAULT 0,
    tries        BIGINT  NOT NULL DEFAULT 0,
    leased_until BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX exports_running ON exports (created_at) WHERE state = 'running';

-- What such a file holds, piece by piece, each packed; note is what its maker needs to end
-- the file.
CREATE TABLE export_parts (
    shop_id   TEXT   NOT NULL,
    export_id TEXT   NOT NULL,
    number    BIGINT NOT NULL,
    data      BYTEA  NOT NULL,
    note      BYTEA  NOT NULL,
    PRIMARY KEY (shop_id, export_id, number)
);

-- +goose Down

DROP TABLE export_parts;
DROP TABLE exports;
