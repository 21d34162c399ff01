-- +goose Up

-- Submissions that said nothing new: their ids answer as the response that says it.
CREATE TABLE response_repeats (
    shop_id     TEXT NOT NULL,
    id          TEXT NOT NULL,
    response_id TEXT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX response_repeats_response ON response_repeats (shop_id, response_id);

-- +goose Down

DROP TABLE response_repeats;
