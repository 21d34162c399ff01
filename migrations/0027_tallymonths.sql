-- +goose Up

-- Whole months of tallies, so that a year is read as twelve: month is its first date as
-- tallies have days. A month is added up from its days, all of it and always anew.
CREATE TABLE tally_months (
    shop_id   TEXT   NOT NULL,
    survey_id TEXT   NOT NULL,
    question  TEXT   NOT NULL,
    surface   TEXT   NOT NULL,
    country   TEXT   NOT NULL,
    month     BIGINT NOT NULL,
    counts    TEXT   NOT NULL,
    PRIMARY KEY (shop_id, survey_id, surface, country, month, question)
);
CREATE INDEX tally_months_month ON tally_months (shop_id, month, survey_id);

-- The months that tally_months holds as their days are now. A day that is counted
-- differently takes its month out, in the same transaction; its days are read until it is
-- added up again.
CREATE TABLE tally_summed (
    shop_id   TEXT   NOT NULL,
    survey_id TEXT   NOT NULL,
    month     BIGINT NOT NULL,
    PRIMARY KEY (shop_id, survey_id, month)
);

-- Whether a day was counted since months were added up.
ALTER TABLE tally_work ADD COLUMN unsummed BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX tally_work_unsummed ON tally_work (shop_id) WHERE unsummed;

-- A day is read survey by survey; and of all surveys what each came to everywhere.
DROP INDEX tallies_day;
CREATE INDEX tallies_day ON tallies (shop_id, day, survey_id);
CREATE INDEX tallies_whole ON tallies (shop_id, day, survey_id) WHERE question = '' AND surface = '*' AND country = '*';

-- An order that the merchant tried the shop out with: it counts nowhere.
ALTER TABLE orders ADD COLUMN test BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX orders_created;
CREATE INDEX orders_created ON orders (shop_id, created_at) WHERE channel IN ('', 'web') AND NOT test;

-- Home counts what was found to differ at a destination.
CREATE INDEX checks_different ON checks (shop_id, destination_id) WHERE state = 'different';

-- What is counted of a day has changed: all days are counted anew.
DELETE FROM tallies;
INSERT INTO tally_marks (shop_id, hour, slot, mark, since) SELECT id, -1, 0, 0, 0 FROM shops WHERE TRUE
    ON CONFLICT (shop_id, hour, slot) DO UPDATE SET mark = tally_marks.mark + 1;

-- +goose Down

DROP INDEX checks_different;
DROP INDEX orders_created;
ALTER TABLE orders DROP COLUMN test;
CREATE INDEX orders_created ON orders (shop_id, created_at) WHERE channel IN ('', 'web');
DROP INDEX tallies_whole;
DROP INDEX tallies_day;
CREATE INDEX tallies_day ON tallies (shop_id, day);
DROP INDEX tally_work_unsummed;
ALTER TABLE tally_work DROP COLUMN unsummed;
DROP TABLE tally_summed;
DROP TABLE tally_months;
