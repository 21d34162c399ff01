-- +goose Up

-- What a run has taken back so far, and what it could not and why, as one document.
ALTER TABLE runs ADD COLUMN came_to TEXT NOT NULL DEFAULT '{}';

-- Few of a run's deliveries wait at a time, however many it has done.
CREATE INDEX deliveries_run_waiting ON deliveries (shop_id, run_id) WHERE state = 'waiting' AND run_id <> '';

-- What no run has planned goes before what one has, whatever that does.
DROP INDEX deliveries_fresh;
CREATE INDEX deliveries_fresh ON deliveries (shop_id, destination_id, next_at) WHERE state = 'waiting' AND run_id = '';

-- +goose Down

DROP INDEX deliveries_fresh;
CREATE INDEX deliveries_fresh ON deliveries (shop_id, destination_id, next_at) WHERE state = 'waiting' AND cause <> 'backfill';
DROP INDEX deliveries_run_waiting;
ALTER TABLE runs DROP COLUMN came_to;
