-- +goose Up

-- Programs that act for a shop. id is the part of a key that everybody may see; the key
-- itself is known by its hash alone. used_at is the day it was used last, 0 for never;
-- expires_at 0 for never; revoked_at 0 while it works.
CREATE TABLE api_keys (
    shop_id    TEXT   NOT NULL,
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    scopes     TEXT   NOT NULL,
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL DEFAULT 0,
    revoked_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX api_keys_shop ON api_keys (shop_id, created_at);

-- Who read personal data, and now who changed something too. operation is what was done,
-- '' of older readings; action '' where no personal data was told; outcome '' where
-- nothing was to be changed. targets and changes are JSON.
ALTER TABLE readings RENAME TO audit;
ALTER TABLE audit ADD COLUMN operation TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN targets TEXT NOT NULL DEFAULT '[]';
ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
DROP INDEX readings_subject;
CREATE INDEX audit_subject ON audit (shop_id, subject, id) WHERE subject <> '';
CREATE INDEX audit_actor ON audit (shop_id, actor, id);
CREATE INDEX audit_operation ON audit (shop_id, operation, id);
CREATE INDEX audit_changed ON audit (shop_id, id) WHERE outcome <> '';
CREATE INDEX audit_told ON audit (shop_id, id) WHERE action <> '';

-- What requests that name an Idempotency-Key were answered, sealed, for a day. id is a hash
-- of the key and who sent it, fingerprint one of the whole request. status is 0 until it is
-- answered; answer '' where it is not kept.
CREATE TABLE idempotency_keys (
    shop_id     TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    at          BIGINT  NOT NULL,
    subject     TEXT    NOT NULL DEFAULT '',
    status      INTEGER NOT NULL DEFAULT 0,
    answer      TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);
CREATE INDEX idempotency_keys_subject ON idempotency_keys (shop_id, subject) WHERE subject <> '';

-- +goose Down

DROP TABLE idempotency_keys;
DROP INDEX audit_told;
DROP INDEX audit_changed;
DROP INDEX audit_operation;
DROP INDEX audit_actor;
DROP INDEX audit_subject;
DELETE FROM audit WHERE action = '';
ALTER TABLE audit DROP COLUMN changes;
ALTER TABLE audit DROP COLUMN outcome;
ALTER TABLE audit DROP COLUMN targets;
ALTER TABLE audit DROP COLUMN operation;
ALTER TABLE audit RENAME TO readings;
CREATE INDEX readings_subject ON readings (shop_id, subject) WHERE subject <> '';
DROP TABLE api_keys;
