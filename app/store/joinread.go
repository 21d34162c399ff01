package store

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

// joinRow is an app.Join at rest.
type joinRow struct {
	FromID, IntoID                app.ProfileID
	CustomerID, ViaCustomerID     app.CustomerID
	Cause                         app.JoinCause
	Email, Phone                  string
	ContactAt, StaleAt            int64
	CreatedAt, JoinedAt, PartedAt int64
}

func (r joinRow) noun() app.Join {
	return app.Join{
		From: r.FromID, Into: r.IntoID, Customer: r.CustomerID, Via: r.ViaCustomerID, Cause: r.Cause,
		JoinedAt: fromMillis(r.JoinedAt), PartedAt: fromMillis(r.PartedAt),
	}
}

// Joins lists the profiles that turned out to be somebody's, through one another too,
// and from whom she or they were parted again, the oldest join first. Errors:
// Unavailable.
func (s *Store) Joins(ctx context.Context, shop app.ShopID, profile app.ProfileID) ([]app.Join, error) {
	p := s.people(s.read.WithContext(ctx), shop)
	hers, err := p.tree(profile)
	if err != nil {
		return nil, wrap(err, "joins")
	}
	var rows []joinRow
	err = p.tx.Raw(`SELECT * FROM joins WHERE shop_id = ? AND (into_id IN ? OR from_id IN ? AND parted_at > 0)
		ORDER BY joined_at, from_id, into_id`, shop, hers, hers).Scan(&rows).Error
	list := make([]app.Join, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, wrap(err, "joins")
}

// tree lists profiles and all that were joined into them, through one another too.
func (p people) tree(profiles ...app.ProfileID) ([]app.ProfileID, error) {
	all := unique(slices.Clone(profiles))
	for wave := all; len(wave) > 0; {
		var next []app.ProfileID
		if err := p.tx.Raw("SELECT from_id FROM joins WHERE shop_id = ? AND into_id IN ? AND parted_at = 0",
			p.shop, wave).Scan(&next).Error; err != nil {
			return nil, err
		}
		wave = slices.DeleteFunc(unique(next), func(id app.ProfileID) bool { return slices.Contains(all, id) })
		all = append(all, wave...)
	}
	return all, nil
}

// root is the profile that has what was told as one: itself while it was not joined.
func (p people) root(profile app.ProfileID) (app.ProfileID, error) {
	seen := []app.ProfileID{profile}
	for {
		var into []app.ProfileID
		if err := p.tx.Raw("SELECT into_id FROM joins WHERE shop_id = ? AND from_id = ? AND parted_at = 0 ORDER BY joined_at DESC LIMIT 1",
			p.shop, profile).Scan(&into).Error; err != nil || len(into) == 0 || slices.Contains(seen, into[0]) {
			return profile, err
		}
		profile = into[0]
		seen = append(seen, profile)
	}
}
