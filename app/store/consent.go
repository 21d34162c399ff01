package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// RecordConsent adds an entry to the ledger. The same news twice is one entry;
// news from before a customer's erasure are none. Errors: Unavailable.
func (s *Store) RecordConsent(ctx context.Context, shop app.ShopID, c app.Consent) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		erased, err := p.erasedSince(c.ChangedAt, app.CustomerSubject(c.Customer))
		if err != nil || erased {
			return err
		}
		customer, err := p.current(c.Customer)
		if err != nil || customer == 0 {
			return err
		}
		return p.exec(`
			INSERT INTO consents (shop_id, customer_id, channel, changed_at, state, opt_in, source)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			shop, customer, c.Channel, millis(c.ChangedAt), c.State, c.OptIn, c.Source)
	}), "consent")
}
