package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// JoinAgain undoes PartPeople, and returns the lanes that have something to tell.
// Errors: NotFound when they were not parted, or one of them is not there any more.
func (s *Store) JoinAgain(ctx context.Context, shop app.ShopID, from, into app.ProfileID) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		due = nil
		if err := p.operate(); err != nil {
			return err
		}
		var parted []joinRow
		if err := tx.Raw(`DELETE FROM joins WHERE shop_id = ? AND from_id = ? AND into_id = ? AND parted_at > 0 RETURNING *`,
			shop, from, into).Scan(&parted).Error; err != nil {
			return err
		}
		if len(parted) == 0 {
			return app.Errorf(app.NotFound, "they were not parted")
		}
		if due, err = p.joinAgain(parted[0]); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "join")
}

func (p people) joinAgain(j joinRow) ([]app.DestinationID, error) {
	if j.Cause == app.JoinMerge && j.CustomerID != 0 {
		return p.merge(j.ViaCustomerID, j.CustomerID)
	}
	home, err := p.root(j.IntoID)
	if err != nil {
		return nil, err
	}
	var there []app.ProfileID
	if err := p.tx.Raw("SELECT id FROM profiles WHERE shop_id = ? AND id IN ?", p.shop, []app.ProfileID{j.FromID, home}).Scan(&there).Error; err != nil {
		return nil, err
	}
	if len(there) != 2 {
		return nil, app.Errorf(app.NotFound, "one of them is not there any more")
	}
	if err := p.join(joining{from: j.FromID, into: j.IntoID, home: home, customer: j.CustomerID, via: j.ViaCustomerID, cause: j.Cause}); err != nil {
		return nil, err
	}
	return p.plan(home, "", 0)
}
