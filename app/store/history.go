package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// History is what is remembered of a shopper: by whoever she is, and of a guest by
// whoever her browser has been.
type History struct {
	Customer  app.CustomerID // hers, or that of the order she names; 0 for a guest
	Profile   app.ProfileID  // the one she would be written to, "" when it is yet to be made
	Sample    string         // always the same for her, before she logs in and after; "" for nobody
	Responses []app.Response // the newest first. What a customer said a guest is not told: those answers have no value
	Askings   []Asking
	Snoozes   []Snooze
	Doubts    []Doubt
	Unmet     bool // she was a guest at this browser and has not spoken through it since: see Meet
}

// Asking is a question somebody was asked, as far as no response tells it.
type Asking struct {
	Question string
	Survey   app.SurveyID // "" when it is not known
	Order    app.OrderID  // 0 without one
	At       time.Time
}

// Snooze is a question somebody put off.
type Snooze struct {
	Question string
	Since    time.Time
	Until    time.Time // zero: never to be asked
}

// Doubt is an answer that what somebody did has contradicted.
type Doubt struct {
	Question string
	Since    time.Time
}

// History reads what is remembered of somebody, and nothing of anybody else.
// Errors: Unavailable.
func (s *Store) History(ctx context.Context, shop app.ShopID, who Whom) (History, error) {
	h, err := s.people(s.read.WithContext(ctx), shop).history(who)
	return h, wrap(err, "history")
}

// HistoryOf reads what is remembered of a profile. Errors: NotFound.
func (s *Store) HistoryOf(ctx context.Context, shop app.ShopID, id app.ProfileID) (History, error) {
	profile, err := s.Profile(ctx, shop, id)
	if err != nil {
		return History{}, err
	}
	h := History{Customer: profile.Customer, Profile: id}
	err = s.people(s.read.WithContext(ctx), shop).recall(&h, []identity{{ID: id}})
	return h, wrap(err, "history")
}

// identity is a profile somebody is or has been.
type identity struct {
	ID         app.ProfileID
	CustomerID app.CustomerID
	Ordered    bool
	silent     bool // what it said is not told
}

func (p people) history(who Whom) (h History, err error) {
	if h.Customer, err = p.speaker(who); err != nil {
		return h, err
	}
	var seen []identity
	if who.Visitor != "" {
		if err := p.tx.Raw(`SELECT p.id, p.customer_id, `+hasOrdered+` AS ordered FROM visitors v
			JOIN profiles p ON p.shop_id = v.shop_id AND p.id = v.profile_id
			WHERE v.shop_id = ? AND v.visitor = ? GROUP BY p.shop_id, p.id, p.customer_id ORDER BY MIN(v.since), p.id`, p.shop, who.Visitor).Scan(&seen).Error; err != nil {
			return h, err
		}
	}
	all, shared, err := p.identities(&h, who, seen)
	if err != nil {
		return h, err
	}
	if who.Visitor != "" && !shared && (h.Customer == 0 || h.Profile == "") { // a customer may come from any number of browsers
		h.Sample = who.Visitor
	}
	if err := p.recall(&h, all); err != nil {
		return h, err
	}
	return h, p.claims(&h, who.Order, all)
}

// speaker is the customer somebody is, or whose order she names.
func (p people) speaker(who Whom) (customer app.CustomerID, err error) {
	if who.Customer != 0 || who.Order == 0 {
		return who.Customer, nil
	}
	err = p.tx.Raw("SELECT customer_id FROM orders WHERE shop_id = ? AND id = ?", p.shop, who.Order).Scan(&customer).Error
	return customer, err
}

// identities are all the profiles that count for somebody, hers first, as findPeople
// would find them. A customer is who her browser was as a guest; a browser that
// another customer shares is nobody's.
func (p people) identities(h *History, who Whom, seen []identity) (all []identity, shared bool, err error) {
	if h.Customer != 0 {
		if h.Profile, h.Customer, err = p.whose(h.Customer); err != nil {
			return nil, false, err
		}
		if h.Profile != "" {
			all = append(all, identity{ID: h.Profile, CustomerID: h.Customer})
		}
		if slices.ContainsFunc(seen, func(i identity) bool { return i.CustomerID != 0 && i.CustomerID != h.Customer }) {
			return all, true, nil
		}
		for _, i := range seen {
			met := i.CustomerID != 0
			if !met && h.Profile != "" {
				if met, err = p.apart(i.ID, h.Profile); err != nil {
					return nil, false, err
				}
			}
			if !met {
				all, h.Unmet = append(all, i), true
			}
		}
		return all, false, nil
	}
	if who.Order != 0 {
		guests, err := p.guestsOf([]app.OrderID{who.Order})
		if err != nil {
			return nil, false, err
		}
		for _, id := range guests {
			all = append(all, identity{ID: id, Ordered: true})
		}
	}
	if len(all) > 0 {
		h.Profile = all[0].ID
	}
	for _, i := range seen {
		if i.silent = i.CustomerID != 0; !i.silent && h.Profile == "" && (who.Order == 0 || !i.Ordered) {
			h.Profile = i.ID
		}
		if !slices.ContainsFunc(all, func(a identity) bool { return a.ID == i.ID }) {
			all = append(all, i)
		}
	}
	return all, false, nil
}

// recall reads what the profiles said and were asked.
func (p people) recall(h *History, all []identity) error {
	ids, silent := make([]app.ProfileID, len(all)), map[app.ProfileID]bool{}
	for i, one := range all {
		ids[i], silent[one.ID] = one.ID, one.silent
	}
	if len(ids) > 0 {
		if err := p.responses(h, "profile_id IN ?", []any{ids}, func(id app.ProfileID) bool { return silent[id] }); err != nil {
			return err
		}
		marks, err := p.marks(ids)
		if err != nil {
			return err
		}
		h.note(marks)
	}
	switch {
	case h.Sample != "":
	case h.Customer != 0:
		h.Sample = app.CustomerSubject(h.Customer)
	default:
		h.Sample = string(h.Profile)
	}
	return nil
}

// mostHeard bounds the text of somebody's responses that is read at once, in bytes:
// beyond it the older ones do not count.
const mostHeard = 4 << 20

// claims adds what anybody else has said of an order while nobody knows whose it is:
// who has just bought as a guest may log in before Shopify tells of her order, and the
// other way round. That she said something is all that is told.
func (p people) claims(h *History, order app.OrderID, all []identity) error {
	if order == 0 {
		return nil
	}
	ids := []app.ProfileID{""}
	for _, one := range all {
		ids = append(ids, one.ID)
	}
	before := len(h.Responses)
	err := p.responses(h, `order_id = ? AND order_id <> 0 AND profile_id NOT IN ?
		AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = responses.shop_id AND o.id = responses.order_id)`,
		[]any{order, ids}, func(app.ProfileID) bool { return true })
	if before > 0 && len(h.Responses) > before {
		slices.SortStableFunc(h.Responses, func(a, b app.Response) int { return b.SubmittedAt.Compare(a.SubmittedAt) })
	}
	return err
}

// responses reads what was said, the newest first, of the silent without the words.
// The sign keeps SQLite from walking through all of the shop's responses for the
// order's sake.
func (p people) responses(h *History, where string, args []any, silent func(app.ProfileID) bool) error {
	heard := 0
	args = append(append([]any{p.shop}, args...), mostSaid)
	return p.each(`SELECT id, profile_id, order_id, survey_id, version, surface, complete, shown, answers, submitted_at FROM responses
		WHERE shop_id = ? AND `+where+` ORDER BY +submitted_at DESC, id DESC LIMIT ?`, args, func(rows *sql.Rows) error {
		var shown, answers sql.RawBytes
		var at int64
		r := app.Response{Shop: p.shop}
		if err := rows.Scan(&r.ID, &r.Profile, &r.Order, &r.Survey, &r.Version, &r.Surface, &r.Complete, &shown, &answers, &at); err != nil {
			return err
		}
		if heard += len(shown) + len(answers); heard > mostHeard {
			return errEnough
		}
		r.SubmittedAt = fromMillis(at)
		var err error
		if r.Answers, err = readAnswers(answers); err != nil {
			return err
		}
		if err := json.Unmarshal(shown, &r.Shown); err != nil {
			return err
		}
		if silent(r.Profile) {
			for n := range r.Answers {
				r.Answers[n].Value = app.Value{}
			}
		}
		h.Responses = append(h.Responses, r)
		return nil
	})
}
