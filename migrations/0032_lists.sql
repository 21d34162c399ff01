-- +goose Up

-- Surveys and rewards page by page, the newest first.
CREATE INDEX surveys_made ON surveys (shop_id, created_at, id);
CREATE INDEX rewards_made ON rewards (shop_id, created_at, handle);

-- +goose Down

DROP INDEX rewards_made;
DROP INDEX surveys_made;
