package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// DueChecks lists the looks a lane is to take now, the longest due first. Errors:
// Unavailable.
func (s *Store) DueChecks(ctx context.Context, shop app.ShopID, at app.DestinationID, limit int) ([]app.Check, error) {
	list, err := checks(s.read.WithContext(ctx).Raw("SELECT "+checkColumns+` FROM checks
		WHERE shop_id = ? AND destination_id = ? AND due_at > 0 AND due_at <= ? ORDER BY due_at, subject LIMIT ?`, shop, at, millis(s.now()), limit))
	return list, wrap(err, "checks")
}

func checks(query *gorm.DB) ([]app.Check, error) {
	var rows []checkRow
	if err := query.Scan(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]app.Check, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.check(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// CheckedSince reports whether any look was taken at a destination, or is to be, since a
// moment. Errors: Unavailable.
func (s *Store) CheckedSince(ctx context.Context, shop app.ShopID, at app.DestinationID, since time.Time) (bool, error) {
	var found bool
	err := s.read.WithContext(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM checks WHERE shop_id = ? AND destination_id = ? AND (due_at > ? OR checked_at > ?))`,
		shop, at, millis(since), millis(since)).Scan(&found).Error
	return found, wrap(err, "checks")
}

// PlanChecks has a lane look at a page of all it ever wrote about, in the order of their
// names and after one of them; next is the last of the page, "" when there is no other.
// Errors: NotFound for no such destination; Unavailable.
func (s *Store) PlanChecks(ctx context.Context, shop app.ShopID, at app.DestinationID, after string, limit int) (n int, next string, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var rows []receiptRow
		if err := tx.Raw(`SELECT subject, MAX(delivery_id) AS delivery_id FROM receipts WHERE shop_id = ? AND destination_id = ? AND subject > ?
			GROUP BY subject ORDER BY subject LIMIT ?`, shop, at, after, limit).Scan(&rows).Error; err != nil {
			return err
		}
		n, next = len(rows), ""
		if n == 0 {
			return nil
		}
		if n == limit {
			next = rows[n-1].Subject
		}
		due := make([]app.Check, n)
		for i, r := range rows {
			due[i] = app.Check{Destination: at, Subject: r.Subject, Delivery: app.DeliveryID(r.DeliveryID), DueAt: s.now()}
		}
		if err := checkInsert.insert(ctx, tx, checkRows(shop, due)); err != nil {
			return err
		}
		return s.people(tx, shop).due([]app.DestinationID{at})
	})
	return n, next, wrap(err, "checks")
}

// SettleChecks records what looks came to, and does what is to be done about those that
// found something else: policy says so for each. Errors: Conflict when the lane has
// another holder by now, who looks again.
func (s *Store) SettleChecks(ctx context.Context, shop app.ShopID, held app.Lane, done []app.Check, policy func(app.Check) app.DriftPolicy) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for _, c := range done {
			if err := saveCheck(tx, shop, c); err != nil {
				return err
			}
			if c.State == app.CheckDifferent {
				if err := s.settleDrift(ctx, tx, shop, c, policy(c)); err != nil {
					return err
				}
			}
		}
		return lockLane(tx, shop, held)
	}), "checks")
}

func saveCheck(tx *gorm.DB, shop app.ShopID, c app.Check) error {
	if c.Differences == nil {
		c.Differences = []app.Difference{}
	}
	text, err := json.Marshal(c.Differences)
	if err != nil {
		return fmt.Errorf("differences: %w", err)
	}
	return tx.Exec("UPDATE checks SET state = ?, differences = ?, due_at = ?, checked_at = ? WHERE shop_id = ? AND destination_id = ? AND subject = ?",
		c.State, string(text), millis(c.DueAt), millis(c.CheckedAt), shop, c.Destination, c.Subject).Error
}

// DecideCheck does what the merchant has decided about a look that found something else:
// ours is written again, or theirs is kept. Errors: NotFound when there is nothing to
// decide; Unavailable.
func (s *Store) DecideCheck(ctx context.Context, shop app.ShopID, at app.DestinationID, subject string, policy app.DriftPolicy) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		found, err := checks(tx.Raw("SELECT "+checkColumns+` FROM checks WHERE shop_id = ? AND destination_id = ? AND subject = ? AND state = ?`+forUpdate(tx),
			shop, at, subject, app.CheckDifferent))
		if err == nil && len(found) == 0 {
			err = app.Errorf(app.NotFound, "there is nothing to decide")
		}
		if err != nil {
			return err
		}
		return s.settleDrift(ctx, tx, shop, found[0], policy)
	}), "check")
}

func (s *Store) settleDrift(ctx context.Context, tx *gorm.DB, shop app.ShopID, c app.Check, policy app.DriftPolicy) error {
	switch policy {
	case app.DriftOurs:
		return s.keepOurs(ctx, tx, shop, c)
	case app.DriftTheirs:
		return s.keepTheirs(ctx, tx, shop, c)
	default:
		return nil
	}
}

// checkAfter is how long after a write it is looked at: some destinations take their time.
const checkAfter = time.Minute

// keepOurs has ours written again, and looks once more.
func (s *Store) keepOurs(ctx context.Context, tx *gorm.DB, shop app.ShopID, c app.Check) error {
	if err := eachReceipt(tx, "UPDATE receipts SET written_at = -1", []any{shop, c.Destination}, placesOf(c)); err != nil {
		return err
	}
	var whose []app.ProfileID
	trace, _ := traceOf(c.Subject)
	if err := tx.Raw(`SELECT id FROM profiles WHERE shop_id = ? AND (customer_id <> 0 AND customer_id = ? OR id = ?)
		UNION SELECT d.profile_id FROM deliveries d JOIN profiles p ON p.shop_id = d.shop_id AND p.id = d.profile_id
			WHERE d.shop_id = ? AND d.id = ? AND ? <> 0`,
		shop, trace.Customer, strings.TrimPrefix(c.Subject, "profile/"), shop, c.Delivery, trace.Order).Scan(&whose).Error; err != nil || len(whose) == 0 {
		return err
	}
	again := app.Delivery{
		Shop: shop, ID: app.DeliveryID(uuid.Must(uuid.NewV7()).String()), Destination: c.Destination, Profile: whose[0], Order: trace.Order,
		Cause: app.CauseDrift, NextAt: s.now(), CreatedAt: s.now(),
	}
	if err := planDeliveries(ctx, tx, []app.Delivery{again}); err != nil {
		return err
	}
	c.Delivery, c.DueAt = again.ID, s.now().Add(checkAfter)
	return checkInsert.insert(ctx, tx, checkRows(shop, []app.Check{c}))
}

// keepTheirs makes what the destination holds what is to stand there, until answers ask
// for something else.
func (s *Store) keepTheirs(ctx context.Context, tx *gorm.DB, shop app.ShopID, c app.Check) error {
	before, err := overridesOf(tx, shop, c.Destination, []string{c.Subject})
	if err != nil {
		return err
	}
	asked := map[string]app.Stand{}
	for _, o := range before {
		asked[o.Property] = o.Unwanted
	}
	var kept []app.Override
	for _, d := range c.Differences {
		o := app.Override{
			Destination: c.Destination, Subject: c.Subject, Property: d.Property, Unwanted: d.Ours, Wanted: d.Theirs, Why: app.OverrideTheirs, Since: s.now(),
		}
		if unwanted, is := asked[d.Property]; is {
			o.Unwanted = unwanted
		}
		kept = append(kept, o)
		place := []app.Receipt{{Subject: c.Subject, Property: d.Property}}
		do, args := "DELETE FROM receipts", []any{shop, c.Destination}
		if d.Theirs.There {
			do, args = "UPDATE receipts SET value = ?, before_value = ?", []any{d.Theirs.Value, d.Theirs.Value, shop, c.Destination}
		}
		if err := eachReceipt(tx, do, args, place); err != nil {
			return err
		}
	}
	if err := overrideInsert.insert(ctx, tx, overrideRows(shop, kept)); err != nil {
		return err
	}
	c.State, c.Differences, c.DueAt = app.CheckVerified, nil, time.Time{}
	return saveCheck(tx, shop, c)
}

func placesOf(c app.Check) []app.Receipt {
	list := make([]app.Receipt, len(c.Differences))
	for i, d := range c.Differences {
		list[i] = app.Receipt{Subject: c.Subject, Property: d.Property}
	}
	return list
}

// PeopleCalled reads who is called by names of receipts. Errors: Unavailable.
func (s *Store) PeopleCalled(ctx context.Context, shop app.ShopID, names []string) ([]app.Profile, error) {
	customers, ids := []app.CustomerID{0}, []app.ProfileID{}
	for _, name := range names {
		if id, guest := strings.CutPrefix(name, "profile/"); guest {
			ids = append(ids, app.ProfileID(id))
		} else if trace, err := traceOf(name); err == nil && trace.Customer != 0 {
			customers = append(customers, trace.Customer)
		}
	}
	var hers []app.ProfileID
	if err := s.read.WithContext(ctx).Raw("SELECT id FROM profiles WHERE customer_id <> 0 AND ?", among(s.read, shop, "customer_id", customers)).
		Scan(&hers).Error; err != nil {
		return nil, wrap(err, "profiles")
	}
	return s.People(ctx, shop, append(ids, hers...))
}
