package store

import (
	"context"
	"strconv"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// mostDestinations is how many one shop may have: every answer makes a delivery for each.
const mostDestinations = 20

// Connect gives a shop one more destination of a kind, and its lane: from then on it is
// told what is news. The settings named are sealed. Its id is the kind's, with a number
// from the second on. Errors: NotFound without the shop; Conflict when it has too many.
func (s *Store) Connect(ctx context.Context, shop app.ShopID, d app.Destination, secret []string) (app.DestinationID, error) {
	var id app.DestinationID
	err := s.write(ctx, func(tx *gorm.DB) (err error) {
		id, err = s.connect(tx, shop, d, secret)
		return err
	})
	return id, wrap(err, "destination")
}

func (s *Store) connect(tx *gorm.DB, shop app.ShopID, d app.Destination, secret []string) (app.DestinationID, error) {
	if err := lockShop(tx, shop); err != nil {
		return "", err
	}
	var has int
	if err := tx.Raw("SELECT COUNT(*) FROM destinations WHERE shop_id = ?", shop).Scan(&has).Error; err != nil {
		return "", err
	}
	if has >= mostDestinations {
		return "", app.Errorf(app.Conflict, "a shop can have %d destinations: disconnect one first", mostDestinations)
	}
	id, err := nextID(tx, shop, d.Kind)
	if err != nil {
		return "", err
	}
	settings, err := s.sealSettings(shop, id, d.Settings, secret)
	if err != nil {
		return "", err
	}
	return id, insertDestination(tx, destination{
		ShopID: shop, ID: id, Kind: d.Kind, Title: d.Title, Settings: settings, Account: d.Account,
		CheckedAt: d.CheckedAt, Drift: d.Drift, Sample: d.Sample, CreatedAt: s.now(),
	})
}

// nextID is an id that was never given before: what another account was told under it, or
// has yet to forget, would be taken for this one's.
func nextID(tx *gorm.DB, shop app.ShopID, kind string) (app.DestinationID, error) {
	var number int
	err := tx.Raw(`INSERT INTO destination_numbers (shop_id, kind, number) VALUES (?, ?, 1)
		ON CONFLICT (shop_id, kind) DO UPDATE SET number = destination_numbers.number + 1 RETURNING number`, shop, kind).Scan(&number).Error
	if number == 1 {
		return app.DestinationID(kind), err
	}
	return app.DestinationID(kind + "-" + strconv.Itoa(number)), err
}

// lockShop holds a shop's row. Errors: NotFound.
func lockShop(tx *gorm.DB, shop app.ShopID) error {
	var known []string
	err := tx.Raw("SELECT id FROM shops WHERE id = ?"+forUpdate(tx), shop).Scan(&known).Error
	if err == nil && len(known) == 0 {
		err = app.Errorf(app.NotFound, "shop not found")
	}
	return err
}

// ChangeDestination keeps what of a destination can be changed: title, settings, of which
// those named are sealed, account, drift and sample. elsewhere says that it leads to
// another account now: nothing is believed to be there any more, nor is anything kept of
// what stood in the account before. Errors: NotFound.
func (s *Store) ChangeDestination(ctx context.Context, shop app.ShopID, d app.Destination, secret []string, elsewhere bool) error {
	settings, err := s.sealSettings(shop, d.ID, d.Settings, secret)
	if err != nil {
		return err
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := stillEdition(tx, shop, d); err != nil {
			return err
		}
		return changeDestination(tx, shop, d, settings, elsewhere, millis(s.now()))
	}), "destination")
}

// stillEdition holds a destination that is changed as it was read. Errors: Outdated.
func stillEdition(tx *gorm.DB, shop app.ShopID, d app.Destination) error {
	if d.Edition == "" {
		return nil
	}
	var now destination
	err := tx.Raw("SELECT title, settings, drift, sample FROM destinations WHERE shop_id = ? AND id = ?"+forUpdate(tx), shop, d.ID).Scan(&now).Error
	if err == nil && now.edition() != d.Edition {
		err = app.Errorf(app.Outdated, "somebody has changed this since you read it: read it again")
	}
	return err
}

func changeDestination(tx *gorm.DB, shop app.ShopID, d app.Destination, settings string, elsewhere bool, now int64) error {
	done := tx.Exec("UPDATE destinations SET title = ?, settings = ?, account = ?, drift = ?, sample = ? WHERE shop_id = ? AND id = ?",
		d.Title, settings, d.Account, d.Drift, d.Sample, shop, d.ID)
	if done.Error == nil && done.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	if done.Error != nil || !elsewhere {
		return done.Error
	}
	// What waits for a bulk job of the account before is told in this one.
	if err := tx.Exec("UPDATE deliveries SET next_at = ?, bulk_id = '' WHERE shop_id = ? AND destination_id = ? AND bulk_id <> '' AND state = 'waiting'",
		now, shop, d.ID).Error; err != nil {
		return err
	}
	if err := leaveAccount(tx, shop, d.ID, now); err != nil {
		return err
	}
	// What is on its way goes to the account before: it must not be believed of this one.
	return tx.Exec("UPDATE lanes SET fence = fence + 1, due_at = CASE WHEN due_at > ? THEN ? ELSE due_at END WHERE shop_id = ? AND destination_id = ?",
		now, now, shop, d.ID).Error
}
