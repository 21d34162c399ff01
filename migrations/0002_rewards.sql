-- +goose Up

-- What a shop gives for answering. rule is the merchant's JSON; most, starts_at
-- and ends_at are its own, where SQL decides. free counts the codes that can be
-- given out. due_at says when the pool is to be looked after; lease is the end of
-- a look under way, and dirty that something came up during it.
CREATE TABLE rewards (
    shop_id    TEXT    NOT NULL,
    handle     TEXT    NOT NULL,
    rule       TEXT    NOT NULL,
    most       BIGINT  NOT NULL DEFAULT 0,
    starts_at  BIGINT  NOT NULL DEFAULT 0,
    ends_at    BIGINT  NOT NULL DEFAULT 0,
    first_code TEXT    NOT NULL,
    discount   TEXT    NOT NULL DEFAULT '',
    batch      TEXT    NOT NULL DEFAULT '',
    promised   BIGINT  NOT NULL DEFAULT 0,
    issued     BIGINT  NOT NULL DEFAULT 0,
    free       BIGINT  NOT NULL DEFAULT 0,
    due_at     BIGINT  NOT NULL DEFAULT 0,
    lease      BIGINT  NOT NULL DEFAULT 0,
    dirty      BOOLEAN NOT NULL DEFAULT FALSE,
    attempts   INTEGER NOT NULL DEFAULT 0,
    problem    TEXT    NOT NULL DEFAULT '',
    created_at BIGINT  NOT NULL,
    PRIMARY KEY (shop_id, handle)
);
CREATE INDEX rewards_due ON rewards (due_at) WHERE due_at > 0;

-- Codes nobody has yet. ready_at 0: Shopify has been asked for it, or is about to be.
CREATE TABLE reward_codes (
    shop_id  TEXT   NOT NULL,
    code     TEXT   NOT NULL,
    reward   TEXT   NOT NULL,
    ready_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, code)
);
CREATE INDEX reward_codes_pool ON reward_codes (shop_id, reward, ready_at);

-- The register of promises. person is a profile, or "order/5" for a guest who is
-- known by her order only; it is emptied with the response when she is erased.
CREATE TABLE promises (
    shop_id     TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    reward      TEXT   NOT NULL,
    person      TEXT   NOT NULL,
    response_id TEXT   NOT NULL,
    code        TEXT   NOT NULL DEFAULT '',
    promised_at BIGINT NOT NULL,
    issued_at   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX promises_person ON promises (shop_id, person, reward) WHERE person <> '';
CREATE UNIQUE INDEX promises_code ON promises (shop_id, code) WHERE code <> '';
CREATE INDEX promises_response ON promises (shop_id, response_id) WHERE response_id <> '';
CREATE INDEX promises_owed ON promises (promised_at) WHERE issued_at = 0 AND person <> '';

-- +goose Down

DROP TABLE promises;
DROP TABLE reward_codes;
DROP TABLE rewards;
