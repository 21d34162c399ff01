package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// WantCatalogue makes a look at the shop's catalogue due, for its surveys draw
// from it. Errors: Unavailable.
func (s *Store) WantCatalogue(ctx context.Context, shop app.ShopID) error {
	now := millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec("INSERT INTO catalogues (shop_id) VALUES (?) ON CONFLICT DO NOTHING", shop).Error; err != nil {
			return err
		}
		return hearCatalogue(tx, shop, now, 0)
	}), "catalogue")
}

// HearCatalogue has the shop's catalogue looked at by a time, and not before the
// last look is rest ago, if its surveys draw from it. Errors: Unavailable.
func (s *Store) HearCatalogue(ctx context.Context, shop app.ShopID, by time.Time, rest time.Duration) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return hearCatalogue(tx, shop, millis(by), rest.Milliseconds())
	}), "catalogue")
}

// hearCatalogue makes the next look earlier, never later. What is heard during a
// look is kept for its end.
func hearCatalogue(tx *gorm.DB, shop app.ShopID, by, rest int64) error {
	const next = "CASE WHEN drawn_at + CAST(? AS BIGINT) > CAST(? AS BIGINT) THEN drawn_at + CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END"
	for _, one := range []struct{ column, when string }{{"due_at", "lease = 0"}, {"heard_at", "lease > 0"}} {
		if err := tx.Exec("UPDATE catalogues SET "+one.column+" = "+next+" WHERE shop_id = ? AND "+one.when+
			" AND ("+one.column+" = 0 OR "+one.column+" > "+next+")",
			rest, by, rest, by, shop, rest, by, rest, by).Error; err != nil {
			return err
		}
	}
	return nil
}

// DueCatalogues lists installed shops whose catalogues are to be looked at, the
// longest waiting first. Errors: Unavailable.
func (s *Store) DueCatalogues(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw(`SELECT c.shop_id FROM catalogues c JOIN shops ON shops.id = c.shop_id
		WHERE c.due_at > 0 AND c.due_at <= ? AND shops.installed_at > 0 AND shops.uninstalled_at = 0
		ORDER BY c.due_at LIMIT ?`, millis(now), limit).Scan(&shops).Error
	return shops, wrap(err, "catalogues")
}

// CatalogueSources is what the shop's surveys draw from, as of the last look, and
// whether they draw at all. Errors: Unavailable.
func (s *Store) CatalogueSources(ctx context.Context, shop app.ShopID) (sources []app.Source, draws bool, err error) {
	var rows []string
	err = s.read.WithContext(ctx).Raw("SELECT sources FROM catalogues WHERE shop_id = ? AND due_at > 0", shop).Scan(&rows).Error
	if err == nil && len(rows) > 0 {
		err = json.Unmarshal([]byte(rows[0]), &sources)
	}
	return sources, len(rows) > 0, wrap(err, "catalogue")
}

// ClaimCatalogue takes a due look for so long. Errors: Conflict when none is due.
func (s *Store) ClaimCatalogue(ctx context.Context, shop app.ShopID, lease time.Duration) (claim int64, err error) {
	now := s.now()
	claim = millis(now.Add(lease))
	return claim, wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE catalogues SET due_at = ?, lease = ?, heard_at = 0 WHERE shop_id = ? AND due_at > 0 AND due_at <= ?",
			claim, claim, shop, millis(now))
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.Conflict, "the catalogue is not to be looked at")
		}
		return done.Error
	}), "catalogue")
}

// CatalogueLook is how a look at a catalogue ended.
type CatalogueLook struct {
	Claim   int64
	Sources []app.Source  // what the surveys draw from; none: nothing is to be looked at any more
	Next    time.Time     // when to look again, if nothing is heard before
	Rest    time.Duration // at least, from now
	Failed  bool          // look again after ever longer
}

// After a failure the next look comes in two seconds, then after ever longer, at
// most about four minutes.
const (
	firstCatalogueRetry = 2 * time.Second
	mostCatalogueDelays = 7 // doublings
)

// FinishCatalogue gives a claimed look back. A claim that ran out changes
// nothing. Errors: Unavailable.
func (s *Store) FinishCatalogue(ctx context.Context, shop app.ShopID, look CatalogueLook) error {
	sources, err := json.Marshal(look.Sources)
	if err != nil {
		return wrap(err, "catalogue")
	}
	now := s.now()
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var rows []struct {
			HeardAt  int64
			Attempts int
		}
		if err := tx.Raw("SELECT heard_at, attempts FROM catalogues WHERE shop_id = ? AND lease = ?"+forUpdate(tx), shop, look.Claim).
			Scan(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		heard, next := rows[0].HeardAt, millis(look.Next)
		switch {
		case look.Failed:
			next = millis(now.Add(firstCatalogueRetry << min(rows[0].Attempts, mostCatalogueDelays)))
			return tx.Exec("UPDATE catalogues SET lease = 0, due_at = ?, attempts = attempts + 1 WHERE shop_id = ?", next, shop).Error
		case heard > 0:
			next = min(next, max(heard, millis(now.Add(look.Rest))))
		case len(look.Sources) == 0:
			next = 0
		}
		return tx.Exec("UPDATE catalogues SET lease = 0, attempts = 0, heard_at = 0, drawn_at = ?, due_at = ?, sources = ? WHERE shop_id = ?",
			millis(now), next, string(sources), shop).Error
	}), "catalogue")
}
