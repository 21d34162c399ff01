package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// consentColumns are an entry at rest, all but whose it is.
const consentColumns = `channel, purpose, state, opt_in, changed_at, wording, locale, survey_id, version, question, response_id, source, captured_by`

// consentRow is an app.Consent at rest.
type consentRow struct {
	ID, Holder                                         string
	Channel, Purpose, State, OptIn, Wording, Locale    string
	SurveyID, Question, ResponseID, Source, CapturedBy string
	ChangedAt                                          int64
	Version                                            int
}

func (r consentRow) noun(shop app.ShopID) app.Consent {
	return app.Consent{
		Shop: shop, ID: r.ID, Holder: r.Holder, Channel: app.Channel(r.Channel), Purpose: r.Purpose, State: app.ConsentState(r.State),
		OptIn: r.OptIn, ChangedAt: fromMillis(r.ChangedAt), Wording: r.Wording, Locale: r.Locale, Survey: app.SurveyID(r.SurveyID),
		Version: r.Version, Question: r.Question, Response: app.ResponseID(r.ResponseID), Source: r.Source, By: r.CapturedBy,
	}
}

// Consents lists a holder's ledger, the oldest first. Errors: Unavailable.
func (s *Store) Consents(ctx context.Context, shop app.ShopID, holder string) ([]app.Consent, error) {
	list, err := s.people(s.read.WithContext(ctx), shop).consents([]string{holder})
	return list, wrap(err, "consents")
}

func (p people) consents(holders []string) ([]app.Consent, error) {
	var rows []consentRow
	err := p.tx.Raw("SELECT id, holder, "+consentColumns+` FROM consents
		WHERE shop_id = ? AND holder IN ? ORDER BY changed_at, id`, p.shop, holders).Scan(&rows).Error
	list := make([]app.Consent, len(rows))
	for i, r := range rows {
		list[i] = r.noun(p.shop)
	}
	return list, err
}

// holderOf is whose ledger a profile's is, in SQL.
const holderOf = `CASE p.customer_id WHEN 0 THEN 'profile/' || p.id ELSE 'customer/' || p.customer_id END`

// ConsentsOf lists the ledgers of many people, each the oldest entry first; who has
// said nothing is not among them. Errors: Unavailable.
func (s *Store) ConsentsOf(ctx context.Context, shop app.ShopID, profiles []app.ProfileID) (map[app.ProfileID][]app.Consent, error) {
	all := map[app.ProfileID][]app.Consent{}
	if len(profiles) == 0 {
		return all, nil
	}
	var rows []struct {
		ProfileID app.ProfileID
		Entry     consentRow `gorm:"embedded"`
	}
	err := s.read.WithContext(ctx).Raw(`SELECT p.id AS profile_id, c.id, c.holder, `+consentColumns+`
		FROM profiles p CROSS JOIN consents c
		WHERE p.shop_id = ? AND p.id IN ? AND c.shop_id = p.shop_id AND c.holder = `+holderOf+`
		ORDER BY c.changed_at, c.id`, shop, profiles).Scan(&rows).Error
	for _, r := range rows {
		all[r.ProfileID] = append(all[r.ProfileID], r.Entry.noun(shop))
	}
	return all, wrap(err, "consents")
}
