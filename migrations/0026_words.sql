-- +goose Up

-- The words of texts and write-ins, folded, by which responses are found: bytes, so that
-- both databases order them the same.
CREATE TABLE response_words (
    shop_id      TEXT   NOT NULL,
    word         BYTEA  NOT NULL,
    submitted_at BIGINT NOT NULL,
    response_id  TEXT   NOT NULL,
    PRIMARY KEY (shop_id, word, submitted_at, response_id)
);
CREATE INDEX response_words_of ON response_words (shop_id, response_id);

-- Shops of which older responses have not been taken apart into words yet, and the last
-- that was: the newest come first.
CREATE TABLE word_work (
    shop_id   TEXT   NOT NULL PRIMARY KEY,
    before_at BIGINT NOT NULL,
    before_id TEXT   NOT NULL
);
INSERT INTO word_work (shop_id, before_at, before_id) SELECT DISTINCT shop_id, 9223372036854775807, '' FROM responses;

-- What a merchant calls what was written in: an option of the question, or a name of its
-- own. written is a hash of it, folded, with the shop's salt: it says nothing of what
-- somebody wrote, and fits it wherever it is written again.
CREATE TABLE namings (
    shop_id  TEXT   NOT NULL,
    question TEXT   NOT NULL,
    written  TEXT   NOT NULL,
    option   TEXT   NOT NULL DEFAULT '',
    name     TEXT   NOT NULL DEFAULT '',
    named_by TEXT   NOT NULL,
    named_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, question, written)
);

-- +goose Down

DROP TABLE namings;
DROP TABLE word_work;
DROP TABLE response_words;
