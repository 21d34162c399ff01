-- +goose Up

-- What merchants read of answers, counted beforehand: by day (the shop's own date, as
-- its midnight UTC), surface and country, '*' for all of them together and a country ''
-- that nobody knows. counts is a line of text for each; those of question '' are the survey's own.
-- A day is always counted as a whole, and never added to.
CREATE TABLE tallies (
    shop_id   TEXT   NOT NULL,
    survey_id TEXT   NOT NULL,
    question  TEXT   NOT NULL,
    surface   TEXT   NOT NULL,
    country   TEXT   NOT NULL,
    day       BIGINT NOT NULL,
    counts    TEXT   NOT NULL,
    PRIMARY KEY (shop_id, survey_id, surface, country, day, question)
);
CREATE INDEX tallies_day ON tallies (shop_id, day);

-- Hours (of Unix time) whose days are to be counted again, because something said in them
-- has changed; -1 for all there are. slot is who marked it, so that nobody waits for
-- another's row; mark is drawn anew each time, since is when the first change came.
CREATE TABLE tally_marks (
    shop_id TEXT   NOT NULL,
    hour    BIGINT NOT NULL,
    slot    BIGINT NOT NULL,
    mark    BIGINT NOT NULL,
    since   BIGINT NOT NULL,
    PRIMARY KEY (shop_id, hour, slot)
);

-- Who is counting a shop's days, until when, and when they may be counted next.
CREATE TABLE tally_work (
    shop_id      TEXT   NOT NULL PRIMARY KEY,
    fence        BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    next_at      BIGINT NOT NULL
);

-- An order that was cancelled earned nothing; 0 for one that was not.
ALTER TABLE orders ADD COLUMN cancelled_at BIGINT NOT NULL DEFAULT 0;

INSERT INTO tally_marks (shop_id, hour, slot, mark, since) SELECT id, -1, 0, 0, 0 FROM shops;

-- +goose Down

ALTER TABLE orders DROP COLUMN cancelled_at;
DROP TABLE tally_work;
DROP TABLE tally_marks;
DROP TABLE tallies;
