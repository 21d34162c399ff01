package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// Differing lists the looks that found something else than we wrote, at one destination
// or, for "", at all, in the order of the destinations' and subjects' names and after one.
// Errors: Unavailable.
func (s *Store) Differing(ctx context.Context, shop app.ShopID, at app.DestinationID, after app.Check, limit int) ([]app.Check, error) {
	var rows []checkRow
	err := s.read.WithContext(ctx).Raw("SELECT "+checkColumns+` FROM checks WHERE shop_id = ? AND state = ? AND (destination_id = ? OR ? = '')
		AND (destination_id, subject) > (?, ?) ORDER BY destination_id, subject LIMIT ?`,
		shop, app.CheckDifferent, at, at, after.Destination, after.Subject, limit).Scan(&rows).Error
	if err != nil {
		return nil, wrap(err, "checks")
	}
	return looks(rows)
}

// ChecksOf lists what a destination was last found to hold of subjects. Errors:
// Unavailable.
func (s *Store) ChecksOf(ctx context.Context, shop app.ShopID, at app.DestinationID, subjects []string) ([]app.Check, error) {
	var rows []checkRow
	if len(subjects) == 0 {
		return nil, nil
	}
	theirs, args := ofSubjects(shop, at, subjects)
	err := s.read.WithContext(ctx).Raw("SELECT "+checkColumns+" FROM checks WHERE "+theirs+" ORDER BY subject", args...).Scan(&rows).Error
	if err != nil {
		return nil, wrap(err, "checks")
	}
	return looks(rows)
}

func looks(rows []checkRow) ([]app.Check, error) {
	list := make([]app.Check, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.check(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// CountChecks counts a destination's looks by what they came to; one that is to be taken
// anew waits. Errors: Unavailable.
func (s *Store) CountChecks(ctx context.Context, shop app.ShopID, at app.DestinationID) (map[app.CheckState]int, error) {
	var rows []struct {
		State app.CheckState
		N     int
	}
	err := s.read.WithContext(ctx).Raw("SELECT state, COUNT(*) AS n FROM checks WHERE shop_id = ? AND destination_id = ? GROUP BY state", shop, at).Scan(&rows).Error
	counts := make(map[app.CheckState]int, len(rows))
	for _, row := range rows {
		counts[row.State] = row.N
	}
	return counts, wrap(err, "checks")
}
