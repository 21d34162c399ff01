-- +goose Up

-- What a merchant has let us in with at a vendor's own site: both tokens sealed.
-- expires_at is 0 for a token that does not expire. A grant whose destination is gone is
-- still to be given back.
CREATE TABLE grants (
    shop_id          TEXT   NOT NULL,
    destination_id   TEXT   NOT NULL,
    kind             TEXT   NOT NULL,
    account          TEXT   NOT NULL,
    token            TEXT   NOT NULL,
    refresh_token    TEXT   NOT NULL,
    expires_at       BIGINT NOT NULL,
    refreshing_until BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (shop_id, destination_id)
);

-- A merchant on his way to a vendor and back: a row for each leg, found once by the hash
-- of what he carries. destination_id is '' for a new one; luggage is sealed.
CREATE TABLE passages (
    ticket         TEXT   NOT NULL PRIMARY KEY,
    shop_id        TEXT   NOT NULL,
    staff          TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    destination_id TEXT   NOT NULL,
    title          TEXT   NOT NULL,
    luggage        TEXT   NOT NULL,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX passages_shop ON passages (shop_id, staff, kind);

-- +goose Down

DROP TABLE passages;
DROP TABLE grants;
