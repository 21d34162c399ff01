package store

import (
	"context"
	"maps"
	"slices"

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
		WHERE ? ORDER BY changed_at, id`, among(p.tx, p.shop, "holder", holders)).Scan(&rows).Error
	list := make([]app.Consent, len(rows))
	for i, r := range rows {
		list[i] = r.noun(p.shop)
	}
	return list, err
}

// ConsentsOf lists the ledgers of many people, each the oldest entry first; who has
// said nothing is not among them. Errors: Unavailable.
func (s *Store) ConsentsOf(ctx context.Context, shop app.ShopID, profiles []app.ProfileID) (map[app.ProfileID][]app.Consent, error) {
	all := map[app.ProfileID][]app.Consent{}
	if len(profiles) == 0 {
		return all, nil
	}
	// First what their ledgers are called: looked for by whom they are of, PostgreSQL without
	// statistics reads all of a shop's.
	p := s.people(s.read.WithContext(ctx), shop)
	names, err := called(p.tx, shop, profiles)
	if err != nil {
		return nil, wrap(err, "profiles")
	}
	list, err := p.consents(slices.Collect(maps.Keys(names)))
	for _, c := range list {
		all[names[c.Holder]] = append(all[names[c.Holder]], c)
	}
	return all, wrap(err, "consents")
}
