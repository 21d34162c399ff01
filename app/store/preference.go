package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// Preferences lists what a customer has told the shop, by key; nothing for one
// who never answered. Errors: Unavailable.
func (s *Store) Preferences(ctx context.Context, shop app.ShopID, customer app.CustomerID) ([]app.Preference, error) {
	p := s.people(s.read.WithContext(ctx), shop)
	profile, _, err := p.whose(customer)
	if err != nil || profile == "" {
		return nil, wrap(err, "preferences")
	}
	said, err := said(p, byPerson, []app.ProfileID{profile})
	list := make([]app.Preference, len(said))
	for i, one := range said {
		list[i] = app.Preference{
			Profile: one.Profile, Key: one.Key, Value: one.Value, Response: one.Response, AnsweredAt: one.At,
		}
	}
	return list, wrap(err, "preferences")
}
