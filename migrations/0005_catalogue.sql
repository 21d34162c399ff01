-- +goose Up

-- The shops whose surveys draw options from their catalogues, or did. sources is
-- JSON. due_at says when to look at the catalogue again, 0 for never; lease is the
-- end of a look under way, and heard_at when what was heard during it wants the
-- next one. revision grows whenever something else was drawn.
CREATE TABLE catalogues (
    shop_id  TEXT    NOT NULL PRIMARY KEY,
    sources  TEXT    NOT NULL DEFAULT '[]',
    due_at   BIGINT  NOT NULL DEFAULT 0,
    heard_at BIGINT  NOT NULL DEFAULT 0,
    drawn_at BIGINT  NOT NULL DEFAULT 0,
    lease    BIGINT  NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    revision BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX catalogues_due ON catalogues (due_at) WHERE due_at > 0;

-- Every option a catalogue has given, by the shelf it was drawn from. key is what
-- answers hold, so what is gone is retired and keeps it.
CREATE TABLE drawn (
    shop_id    TEXT    NOT NULL,
    shelf      TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    product    TEXT    NOT NULL DEFAULT '',
    collection TEXT    NOT NULL DEFAULT '',
    image      TEXT    NOT NULL DEFAULT '',
    position   INTEGER NOT NULL,
    retired_at BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, shelf, name)
);
CREATE UNIQUE INDEX drawn_key ON drawn (shop_id, shelf, key);

-- How many people have answered a question that has a quota in a published
-- survey; most is the largest it has. due_at says when to count again.
CREATE TABLE quotas (
    shop_id    TEXT   NOT NULL,
    question   TEXT   NOT NULL,
    most       BIGINT NOT NULL,
    people     BIGINT NOT NULL DEFAULT 0,
    counted_at BIGINT NOT NULL DEFAULT 0,
    due_at     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, question)
);
CREATE INDEX quotas_due ON quotas (due_at) WHERE due_at > 0;

-- +goose Down

DROP TABLE quotas;
DROP TABLE drawn;
DROP TABLE catalogues;
