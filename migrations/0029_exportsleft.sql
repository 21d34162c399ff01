-- +goose Up

-- Files that are not there any more, of which pieces are: parts is how many at most.
CREATE INDEX exports_left ON exports (created_at) WHERE state IN ('cancelled', 'failed', 'void') AND parts > 0;

-- +goose Down

DROP INDEX exports_left;
