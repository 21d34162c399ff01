package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Preferences lists what a customer has told the shop, by key; nothing for one
// who never answered. Errors: Unavailable.
func (s *Store) Preferences(ctx context.Context, shop app.ShopID, customer app.CustomerID) ([]app.Preference, error) {
	if customer == 0 {
		return nil, nil
	}
	var rows []struct {
		ProfileID  app.ProfileID
		Key        string
		Kind       app.ValueKind
		Value      string
		ResponseID app.ResponseID
		AnsweredAt int64
	}
	err := s.read.WithContext(ctx).Raw(`
		SELECT f.profile_id, f.key, f.kind, f.value, f.response_id, f.answered_at
		FROM profiles p JOIN preferences f ON f.shop_id = p.shop_id AND f.profile_id = p.id
		WHERE p.shop_id = ? AND p.customer_id = ? AND p.customer_id <> 0 ORDER BY f.key`, shop, customer).Scan(&rows).Error
	list := make([]app.Preference, len(rows))
	for i, r := range rows {
		list[i] = app.Preference{
			Profile: r.ProfileID, Key: r.Key, Value: app.Value{Kind: r.Kind, JSON: json.RawMessage(r.Value)},
			Response: r.ResponseID, AnsweredAt: fromMillis(r.AnsweredAt),
		}
	}
	return list, wrap(err, "preferences")
}

// The newest answer wins; of two in one millisecond the one that came last.
var preferenceUpsert = bulk{
	table: "preferences",
	columns: []column{
		textColumn("shop_id"), textColumn("profile_id"), textColumn("key"), textColumn("kind"), textColumn("value"),
		textColumn("response_id"), intColumn("answered_at"),
	},
	tail: `ON CONFLICT (shop_id, profile_id, key) DO UPDATE SET kind = excluded.kind, value = excluded.value,
			response_id = excluded.response_id, answered_at = excluded.answered_at
		WHERE excluded.answered_at >= preferences.answered_at`,
}

type preferenceKey struct {
	shop    app.ShopID
	profile app.ProfileID
	key     string
}

func upsertPreferences(ctx context.Context, tx *gorm.DB, items []*recording) error {
	var rows [][]any
	newest := map[preferenceKey]int{} // index in rows: one statement may touch a row once
	for _, item := range items {
		r := item.Response
		for _, a := range r.Answers {
			row := []any{
				string(r.Shop), string(item.profile), a.Question, string(a.Value.Kind), string(a.Value.JSON),
				string(r.ID), millis(r.SubmittedAt),
			}
			key := preferenceKey{r.Shop, item.profile, a.Question}
			at, seen := newest[key]
			switch {
			case !seen:
				newest[key] = len(rows)
				rows = append(rows, row)
			case row[6].(int64) >= rows[at][6].(int64):
				rows[at] = row
			}
		}
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(string), b[1].(string)),
			cmp.Compare(a[2].(string), b[2].(string)))
	})
	return preferenceUpsert.insert(ctx, tx, rows)
}
