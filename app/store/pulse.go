package store

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// Pulse is what of a destination's deliveries waits the longest, and what is next.
type Pulse struct {
	Since  time.Time // when the oldest was made that neither a run nor a bulk job has along; zero for none
	Reason string    // why that one waits, "" while it is only its turn that it waits for
	NextAt time.Time // when the next one is tried, of all that wait; zero for none
}

// mostPulse is among how many of the next the oldest is looked for: of more that wait it is
// one that has waited at least so long. An index for it would cost every delivery.
const mostPulse = 1_000

// Pulse looks at what waits for one destination. Errors: Unavailable.
func (s *Store) Pulse(ctx context.Context, shop app.ShopID, at app.DestinationID) (Pulse, error) {
	var row struct {
		CreatedAt, NextAt int64
		Reason            string
	}
	// The conditions are spelled out: each has a partial index.
	err := s.read.WithContext(ctx).Raw(`SELECT COALESCE(MAX(oldest.created_at), 0) AS created_at, COALESCE(MAX(oldest.reason), '') AS reason,
			COALESCE((SELECT next_at FROM deliveries WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' ORDER BY next_at LIMIT 1), 0) AS next_at
		FROM (SELECT created_at, reason FROM (SELECT created_at, reason, bulk_id FROM deliveries
				WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' AND run_id = '' ORDER BY next_at LIMIT ?) AS next
			WHERE bulk_id = '' ORDER BY created_at LIMIT 1) AS oldest`, shop, at, shop, at, mostPulse).Scan(&row).Error
	return Pulse{fromMillis(row.CreatedAt), row.Reason, fromMillis(row.NextAt)}, wrap(err, "deliveries")
}

// Unread is news of one kind that wait.
type Unread struct {
	Topic    string
	N        int
	Since    time.Time // when the first of them came
	Attempts int       // the most that was tried to read one
	Reason   string    // why one of them was put off, "" while none was
}

// Unread lists a shop's news that wait by their kind, of the next so many and no more: the
// most first. Errors: Unavailable.
func (s *Store) Unread(ctx context.Context, shop app.ShopID, most int) ([]Unread, error) {
	var rows []struct {
		Topic, Reason string
		N, Attempts   int
		Since         int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT topic, COUNT(*) AS n, MIN(received_at) AS since, MAX(attempts) AS attempts, MAX(reason) AS reason FROM
			(SELECT topic, received_at, attempts, reason FROM inbox WHERE shop_id = ? AND state = 'waiting' ORDER BY next_at LIMIT ?) AS first
		GROUP BY topic ORDER BY n DESC, topic`, shop, most).Scan(&rows).Error
	list := make([]Unread, len(rows))
	for i, r := range rows {
		list[i] = Unread{r.Topic, r.N, fromMillis(r.Since), r.Attempts, r.Reason}
	}
	return list, wrap(err, "webhooks")
}

// LastHeard is when a shop's latest news came, of those that are still kept; zero for
// none. It looks at all of those, as few do: an index would cost each of them. Errors:
// Unavailable.
func (s *Store) LastHeard(ctx context.Context, shop app.ShopID) (time.Time, error) {
	var at int64
	err := s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(received_at), 0) FROM inbox WHERE shop_id = ?", shop).Scan(&at).Error
	return fromMillis(at), wrap(err, "webhooks")
}
