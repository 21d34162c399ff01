package store

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Refusals lists what is kept from destinations of some people's answers, by
// destination and question. Errors: Unavailable.
func (s *Store) Refusals(ctx context.Context, shop app.ShopID, profiles []app.ProfileID) ([]app.Refusal, error) {
	if len(profiles) == 0 {
		return nil, nil
	}
	var rows []struct {
		DestinationID app.DestinationID
		ProfileID     app.ProfileID
		Question      string
		Purpose       string
		Reason        string
		Since         int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT destination_id, profile_id, question, purpose, reason, since FROM refusals
		WHERE ? ORDER BY profile_id, destination_id, question`, among(s.read, shop, "profile_id", profiles)).Scan(&rows).Error
	list := make([]app.Refusal, len(rows))
	for i, r := range rows {
		list[i] = app.Refusal{
			Destination: r.DestinationID, Profile: r.ProfileID, Question: r.Question, Purpose: r.Purpose,
			Reason: r.Reason, Since: fromMillis(r.Since),
		}
	}
	return list, wrap(err, "refusals")
}

// RefusalsOf lists what is kept from destinations of somebody's answers. Errors:
// Unavailable.
func (s *Store) RefusalsOf(ctx context.Context, shop app.ShopID, who Whom) ([]app.Refusal, error) {
	ids, err := s.people(s.read.WithContext(ctx), shop).profilesOf(who)
	if err != nil {
		return nil, wrap(err, "refusals")
	}
	return s.Refusals(ctx, shop, ids)
}

// CountRefusals counts the answers that are kept from each destination; one that gets
// everything is missing. Errors: Unavailable.
func (s *Store) CountRefusals(ctx context.Context, shop app.ShopID) (map[app.DestinationID]int, error) {
	var rows []struct {
		DestinationID app.DestinationID
		Answers       int
	}
	err := s.read.WithContext(ctx).Raw("SELECT destination_id, COUNT(*) AS answers FROM refusals WHERE shop_id = ? GROUP BY destination_id",
		shop).Scan(&rows).Error
	counts := make(map[app.DestinationID]int, len(rows))
	for _, r := range rows {
		counts[r.DestinationID] = r.Answers
	}
	return counts, wrap(err, "refusals")
}

// NoteRefusals replaces what is kept from one destination of some people's answers:
// of who is not in the map nothing changes, and of who was erased meanwhile nothing is
// kept. Errors: Unavailable.
func (s *Store) NoteRefusals(ctx context.Context, shop app.ShopID, at app.DestinationID, of map[app.ProfileID][]app.Refusal) error {
	if len(of) == 0 {
		return nil
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		there, err := holdInTurn(tx, shop, slices.Collect(maps.Keys(of)), toStay)
		if err != nil {
			return err
		}
		var rows [][]any
		for _, one := range there {
			id := one.ID
			if err := p.exec("DELETE FROM refusals WHERE shop_id = ? AND profile_id = ? AND destination_id = ?", shop, id, at); err != nil {
				return err
			}
			for _, r := range of[id] {
				rows = append(rows, []any{string(shop), string(at), string(id), r.Question, r.Purpose, r.Reason, millis(r.Since)})
			}
		}
		return refusalInsert.insert(ctx, tx, rows)
	}), "refusals")
}

var refusalInsert = bulk{table: "refusals", columns: []column{
	textColumn("shop_id"), textColumn("destination_id"), textColumn("profile_id"), textColumn("question"),
	textColumn("purpose"), textColumn("reason"), intColumn("since"),
}}

// forgetRefusals is for profiles that go: those who remain are looked at anew.
func (p people) forgetRefusals(profile app.ProfileID) error {
	return p.exec("DELETE FROM refusals WHERE shop_id = ? AND profile_id = ?", p.shop, profile)
}
