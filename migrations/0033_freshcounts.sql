-- +goose Up

-- How many people's answers are fresh, about to age, stale or contradicted, by question, as
-- it was at counted_at (0: never counted); counts is JSON. A count goes through a shop's
-- people, a page after the other: those up to after_id are counted since began_at (0: no
-- count is under way), and came to counting. The next one begins at next_at.
CREATE TABLE fresh_counts (
    shop_id    TEXT   NOT NULL PRIMARY KEY,
    counted_at BIGINT NOT NULL DEFAULT 0,
    counts     TEXT   NOT NULL DEFAULT '{}',
    began_at   BIGINT NOT NULL DEFAULT 0,
    after_id   TEXT   NOT NULL DEFAULT '',
    counting   TEXT   NOT NULL DEFAULT '{}',
    next_at    BIGINT NOT NULL DEFAULT 0
);

-- +goose Down

DROP TABLE fresh_counts;
