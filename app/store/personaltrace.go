package store

import (
	"cmp"
	"slices"

	"github.com/askwell/askwell/app"
)

// exportedTrace is one row of what she was asked, put off and is doubted of, and of
// the browsers she was known by.
type exportedTrace struct {
	Kind, Name, Survey  string
	ProfileID, OriginID app.ProfileID
	OrderID             app.OrderID
	At, UntilAt         int64
}

// traces lists them, the oldest first. Nothing is left out, as it is for who only
// wants to know what to ask next.
func (e *export) traces() error {
	var rows []exportedTrace
	err := e.tx.Raw(`SELECT kind, name, survey, profile_id, origin_id, order_id, at, until_at FROM (
		SELECT 'asking' AS kind, a.question AS name, COALESCE(s.handle, a.survey_id) AS survey, a.profile_id, a.origin_id, a.order_id, a.asked_at AS at, 0 AS until_at
			FROM askings a LEFT JOIN surveys s ON s.shop_id = a.shop_id AND s.id = a.survey_id WHERE a.shop_id = ? AND a.profile_id IN ?
		UNION ALL SELECT 'snooze', question, '', profile_id, origin_id, 0, since, until_at FROM snoozes WHERE shop_id = ? AND profile_id IN ?
		UNION ALL SELECT 'doubt', question, '', profile_id, origin_id, 0, since, 0 FROM doubts WHERE shop_id = ? AND profile_id IN ?
		UNION ALL SELECT 'visitor', visitor, '', profile_id, origin_id, 0, since, 0 FROM visitors WHERE shop_id = ? AND profile_id IN ?
	) AS traces ORDER BY at, kind, name, order_id, profile_id, origin_id`,
		e.shop, e.ids, e.shop, e.ids, e.shop, e.ids, e.shop, e.ids).Scan(&rows).Error
	e.data.Asked, e.data.Snoozes, e.data.Doubts, e.data.Browsers = []app.AskedData{}, []app.SnoozeData{}, []app.DoubtData{}, []app.BrowserData{}
	for _, r := range rows {
		whose, told, at := e.whose(r.ProfileID), toldAs(r.OriginID), fromMillis(r.At)
		switch r.Kind {
		case "asking":
			e.data.Asked = append(e.data.Asked, app.AskedData{Profile: whose, Told: told, Question: r.Name, Survey: r.Survey, Order: r.OrderID, AskedAt: at})
		case "snooze":
			e.data.Snoozes = append(e.data.Snoozes, app.SnoozeData{Profile: whose, Told: told, Question: r.Name, Since: at, Until: fromMillis(r.UntilAt)})
		case "doubt":
			e.data.Doubts = append(e.data.Doubts, app.DoubtData{Profile: whose, Told: told, Question: r.Name, Since: at})
		case "visitor":
			e.data.Browsers = append(e.data.Browsers, app.BrowserData{Profile: whose, Told: told, Visitor: r.Name, Since: at})
		}
	}
	return err
}

// names lists by what else she goes.
func (e *export) names() error {
	var rows []struct {
		Kind                app.IdentityKind
		Value, Digest       string
		CapturedBy          string
		ProfileID, OriginID app.ProfileID
		Proof               app.IdentityProof
		Since               int64
	}
	err := e.tx.Raw(`SELECT kind, digest, value, profile_id, origin_id, proof, captured_by, since FROM identities
		WHERE shop_id = ? AND profile_id IN ? ORDER BY since, kind, profile_id, origin_id, proof`, e.shop, e.ids).Scan(&rows).Error
	e.data.Identities = make([]app.IdentityData, len(rows))
	for i, r := range rows {
		value, err := e.keys.Open(names{people: e.people}.place(r.Kind, r.Digest), r.Value)
		if err != nil {
			return err
		}
		e.data.Identities[i] = app.IdentityData{
			Profile: e.whose(r.ProfileID), Told: toldAs(r.OriginID), Kind: r.Kind, Value: value, Proof: r.Proof, By: r.CapturedBy, Since: fromMillis(r.Since),
		}
	}
	// Digests are the shop's own: their order would be, too.
	slices.SortStableFunc(e.data.Identities, func(a, b app.IdentityData) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
	})
	return err
}
