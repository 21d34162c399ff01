package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// consentColumns are an entry at rest, all but whose it is.
const consentColumns = `channel, purpose, state, opt_in, changed_at, wording, locale, survey_id, version, question, response_id, source, captured_by`

// RecordConsent adds an entry to a customer's ledger. The same news twice is one
// entry; news from before her erasure are none. Errors: Unavailable.
func (s *Store) RecordConsent(ctx context.Context, shop app.ShopID, customer app.CustomerID, c app.Consent) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		erased, err := p.erasedSince(c.ChangedAt, app.CustomerSubject(customer))
		if err != nil || erased {
			return err
		}
		current, err := p.current(customer)
		if err != nil || current == 0 {
			return err
		}
		c.Holder = app.CustomerSubject(current)
		origin := ""
		if current != customer {
			origin = app.CustomerSubject(customer)
		}
		told := tx.Exec(`INSERT INTO consents (shop_id, id, holder, origin, `+consentColumns+`)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			shop, c.ID, c.Holder, origin, c.Channel, c.Purpose, c.State, c.OptIn, millis(c.ChangedAt), c.Wording, c.Locale,
			c.Survey, c.Version, c.Question, c.Response, c.Source, c.By)
		if told.Error != nil || told.RowsAffected == 0 {
			return told.Error
		}
		return p.tellConsents(current, c.State)
	}), "consent")
}

// moveConsents gives a holder's ledger to another, who turned out to be the same.
func (p people) moveConsents(from, to string) error {
	return p.exec(`UPDATE consents SET origin = CASE WHEN origin = '' THEN holder ELSE origin END, holder = ?
		WHERE shop_id = ? AND holder = ?`, to, p.shop, from)
}
