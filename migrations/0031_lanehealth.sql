-- +goose Up

-- When a destination last took something, and until when it has asked to be left alone.
ALTER TABLE lanes ADD COLUMN delivered_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lanes ADD COLUMN throttled_until BIGINT NOT NULL DEFAULT 0;
UPDATE lanes SET delivered_at = COALESCE((SELECT MAX(d.finished_at) FROM deliveries d
    WHERE d.shop_id = lanes.shop_id AND d.destination_id = lanes.destination_id AND d.state = 'done'), 0);

-- Since when a lane's oldest delivery waits, of those that neither a run has planned nor a
-- bulk job has taken along.
CREATE INDEX deliveries_oldest ON deliveries (shop_id, destination_id, created_at) WHERE state = 'waiting' AND run_id = '' AND bulk_id = '';

-- When a shop's latest news came.
CREATE INDEX inbox_received ON inbox (shop_id, received_at);

-- +goose Down

DROP INDEX inbox_received;
DROP INDEX deliveries_oldest;
ALTER TABLE lanes DROP COLUMN throttled_until;
ALTER TABLE lanes DROP COLUMN delivered_at;
