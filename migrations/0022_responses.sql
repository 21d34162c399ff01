-- +goose Up

-- Responses are looked for by survey and by surface, the newest first.
CREATE INDEX responses_survey ON responses (shop_id, survey_id, submitted_at, id);
CREATE INDEX responses_surface ON responses (shop_id, surface, submitted_at, id);

-- Filters of responses that a shop gave a name. filter is JSON; it names nobody.
CREATE TABLE response_views (
    shop_id  TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    filter   TEXT   NOT NULL,
    saved_by TEXT   NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX response_views_name ON response_views (shop_id, name);

-- +goose Down

DROP TABLE response_views;
DROP INDEX responses_surface;
DROP INDEX responses_survey;
