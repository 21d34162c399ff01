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
		return p.exec(`INSERT INTO consents (shop_id, id, holder, origin, `+consentColumns+`)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			shop, c.ID, c.Holder, origin, c.Channel, c.Purpose, c.State, c.OptIn, millis(c.ChangedAt), c.Wording, c.Locale,
			c.Survey, c.Version, c.Question, c.Response, c.Source, c.By)
	}), "consent")
}

// Consents lists a holder's ledger, the oldest first. Errors: Unavailable.
func (s *Store) Consents(ctx context.Context, shop app.ShopID, holder string) ([]app.Consent, error) {
	list, err := s.people(s.read.WithContext(ctx), shop).consents([]string{holder})
	return list, wrap(err, "consents")
}

func (p people) consents(holders []string) ([]app.Consent, error) {
	var rows []struct {
		ID, Holder                                         string
		Channel, Purpose, State, OptIn, Wording, Locale    string
		SurveyID, Question, ResponseID, Source, CapturedBy string
		ChangedAt                                          int64
		Version                                            int
	}
	err := p.tx.Raw("SELECT id, holder, "+consentColumns+` FROM consents
		WHERE shop_id = ? AND holder IN ? ORDER BY changed_at, id`, p.shop, holders).Scan(&rows).Error
	list := make([]app.Consent, len(rows))
	for i, r := range rows {
		list[i] = app.Consent{
			Shop: p.shop, ID: r.ID, Holder: r.Holder, Channel: app.Channel(r.Channel), Purpose: r.Purpose, State: app.ConsentState(r.State),
			OptIn: r.OptIn, ChangedAt: fromMillis(r.ChangedAt), Wording: r.Wording, Locale: r.Locale, Survey: app.SurveyID(r.SurveyID),
			Version: r.Version, Question: r.Question, Response: app.ResponseID(r.ResponseID), Source: r.Source, By: r.CapturedBy,
		}
	}
	return list, err
}

// moveConsents gives a holder's ledger to another, who turned out to be the same.
func (p people) moveConsents(from, to string) error {
	return p.exec(`UPDATE consents SET origin = CASE WHEN origin = '' THEN holder ELSE origin END, holder = ?
		WHERE shop_id = ? AND holder = ?`, to, p.shop, from)
}
