package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// RecordConsent adds an entry to a customer's ledger. The same news twice is one
// entry; news from before her erasure, or the erasure of whom she was merged into, are
// none. Errors: Unavailable.
func (s *Store) RecordConsent(ctx context.Context, shop app.ShopID, customer app.CustomerID, c app.Consent) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if err := p.holdCustomer(customer); err != nil {
			return err
		}
		her, err := p.descent(customer)
		if err != nil {
			return err
		}
		for _, one := range her.ids {
			erased, err := p.erasedSince(c.ChangedAt, app.CustomerSubject(one))
			if err != nil || erased {
				return err
			}
		}
		holder, origin := her.holder()
		c.Shop, c.Holder = shop, holder
		news, err := insertConsents(ctx, tx, [][]any{consentValues(c, origin)})
		if err != nil || news == 0 || her.deleted {
			return err
		}
		return p.tellConsents(her.today(), c.State)
	}), "consent")
}

var consentInsert = bulk{
	table: "consents",
	columns: []column{
		textColumn("shop_id"), textColumn("id"), textColumn("holder"), textColumn("origin"),
		textColumn("channel"), textColumn("purpose"), textColumn("state"), textColumn("opt_in"), intColumn("changed_at"),
		textColumn("wording"), textColumn("locale"), textColumn("survey_id"), intColumn("version"),
		textColumn("question"), textColumn("response_id"), textColumn("source"), textColumn("captured_by"),
	},
	tail: "ON CONFLICT DO NOTHING RETURNING id",
}

func consentValues(c app.Consent, origin string) []any {
	return []any{
		string(c.Shop), c.ID, c.Holder, origin,
		string(c.Channel), c.Purpose, string(c.State), c.OptIn, millis(c.ChangedAt),
		c.Wording, c.Locale, string(c.Survey), int64(c.Version),
		c.Question, string(c.Response), c.Source, c.By,
	}
}

// insertConsents adds entries to ledgers and counts those that were not there yet.
func insertConsents(ctx context.Context, tx *gorm.DB, rows [][]any) (news int, err error) {
	err = consentInsert.query(ctx, tx, rows, func(*sql.Rows) error {
		news++
		return nil
	})
	return news, err
}

// moveConsents gives a holder's ledger to another, who turned out to be the same.
func (p people) moveConsents(from, to string) error {
	return p.exec(`UPDATE consents SET origin = CASE WHEN origin = '' THEN holder ELSE origin END, holder = ?
		WHERE shop_id = ? AND holder = ?`, to, p.shop, from)
}
