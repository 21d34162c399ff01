package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

// Preferring is what somebody changes about herself, or has changed for her, at once.
type Preferring struct {
	Customer app.CustomerID // 0 for a guest
	Visitor  string         // the guest's browser
	Order    app.OrderID    // by which staff know the guest they speak for; 0 for anybody else
	At       time.Time

	Responses []Submitted   // one for each survey; the first has the id of it all
	Forget    []string      // questions of which nothing is known any more that was ever answered
	Consents  []app.Consent // without a holder
	Wake      []string      // questions that are put off no longer
	Snoozes   []Snooze
	By, Why   string // the member of staff who speaks for her, and why
}

// Preferred is what became of it.
type Preferred struct {
	Repeated     bool                // it had been done before
	Destinations []app.DestinationID // the lanes with something new to tell
}

// Prefer changes all of it or nothing, once: the second time under the same id
// nothing happens. A customer's destinations are told. Errors: NotFound for a shop
// where we are not installed; Conflict as RecordResponse.
func (s *Store) Prefer(ctx context.Context, shop app.ShopID, p Preferring) (done Preferred, err error) {
	items := make([]any, len(p.Responses))
	for i, r := range p.Responses {
		r.Response.Shop, r.Customer, r.Visitor, r.Response.Order = shop, p.Customer, p.Visitor, p.Order
		item := &recording{Submitted: r, now: cmp.Or(r.Heard, s.now()), alone: true}
		if err := item.write(); err != nil {
			return Preferred{}, wrap(err, "preferences")
		}
		items[i] = item
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		done = Preferred{}
		if err := s.people(tx, shop).holdPlaces(p, items); err != nil {
			return err
		}
		told, repeated, err := recordTogether(tx, items)
		if done.Repeated = repeated; err != nil || repeated {
			return err
		}
		done.Destinations, err = s.people(tx, shop).prefer(p, told)
		return err
	})
	return done, wrap(err, "preferences")
}

// recordTogether keeps all of some responses or fails; repeated when they had been
// kept before. told is what makes the deliveries they plan.
func recordTogether(tx *gorm.DB, items []any) (told []app.Cause, repeated bool, err error) {
	if len(items) == 0 {
		return nil, false, nil
	}
	if err := recordings.exec(tx, items); err != nil {
		return nil, false, err
	}
	for _, item := range items {
		r := item.(*recording)
		if r.refused != nil {
			return nil, false, r.refused
		}
		if len(r.recorded.Destinations) > 0 {
			told = append(told, r.cause())
		}
	}
	return told, items[0].(*recording).recorded.Repeated, nil
}

// prefer does what is no response.
func (p people) prefer(want Preferring, told []app.Cause) ([]app.DestinationID, error) {
	ctx := p.tx.Statement.Context
	if err := p.goesByAnswer(want); err != nil {
		return nil, err
	}
	her, lanes, err := p.herself(want)
	if err != nil {
		return nil, err
	}
	if her.refused != nil {
		return nil, her.refused
	}
	mine, customer, err := p.hers(her.Whom)
	if err != nil {
		return nil, err
	}
	if err := p.takeBack(mine, want.Forget); err != nil {
		return nil, err
	}
	said, err := p.consent(her, want.Consents)
	if err != nil {
		return nil, err
	}
	if err := p.lift(mine, want.Wake); err != nil {
		return nil, err
	}
	if err := snoozeInsert.insert(ctx, p.tx, snoozeRowsOf(her, want.Snoozes)); err != nil {
		return nil, err
	}
	if err := p.explainCapture(want); err != nil || customer == 0 && want.Order == 0 {
		return nil, err
	}
	if customer == 0 { // nobody but her order is told of a guest
		return lanes[p.shop], nil
	}
	return lanes[p.shop], p.tellOfPreferring(her.profile, said, len(want.Snoozes)+len(want.Wake) > 0, told)
}

// goesByAnswer refuses what staff write down for the guest of an order of which nobody ever
// said anything: nothing would tie it to that order, neither for her nor for an erasure.
func (p people) goesByAnswer(want Preferring) error {
	if want.Customer != 0 || want.Order == 0 || len(want.Responses) > 0 {
		return nil
	}
	mine, customer, err := p.hers(Whom{Order: want.Order})
	if err == nil && customer == 0 && len(mine) == 0 {
		err = app.InvalidFields([]app.FieldError{{
			Field: "set", Code: "required", Message: "Nobody has answered anything with this order yet: write an answer down first, and what else she says with it.",
		}})
	}
	return err
}

// herself is who prefers something, held until the commit, and her shop's lanes.
func (p people) herself(want Preferring) (*speaking, map[app.ShopID][]app.DestinationID, error) {
	her := &speaking{Whom: Whom{Customer: want.Customer, Order: want.Order, Visitor: want.Visitor}, shop: p.shop, at: millis(want.At), self: true}
	all := []*speaking{her}
	lanes, err := lanesOf(p.tx.Statement.Context, p.tx, all)
	if err == nil {
		err = findPeople(p.tx.Statement.Context, p.tx, all, lanes)
	}
	return her, lanes, err
}

// tellOfPreferring plans what follows of what is no response, unless it goes with those.
func (p people) tellOfPreferring(profile app.ProfileID, said []app.ConsentState, asking bool, told []app.Cause) error {
	cause := app.CauseAsked
	if len(said) > 0 {
		cause = consentCause(said...)
	}
	goes := len(told) > 0 && cause != app.CauseWithdrawn || slices.Contains(told, cause)
	if goes || len(said) == 0 && !asking {
		return nil
	}
	due, err := p.planFor(cause, profile, "", 0)
	if err != nil {
		return err
	}
	return p.due(due)
}

// lift forgets that somebody put questions off, whoever of her it was.
func (p people) lift(mine []app.ProfileID, questions []string) error {
	if len(mine) == 0 || len(questions) == 0 {
		return nil
	}
	return p.exec("DELETE FROM snoozes WHERE shop_id = ? AND profile_id IN ? AND question IN ?", p.shop, mine, questions)
}

// consent adds the entries to her ledger, and returns what is news.
func (p people) consent(her *speaking, entries []app.Consent) (news []app.ConsentState, err error) {
	if len(entries) == 0 {
		return nil, nil
	}
	ledger, err := p.consents([]string{her.holder()})
	if err != nil {
		return nil, err
	}
	for _, c := range dateConsents(consent.Standing(ledger), entries, fromMillis(min(her.at, p.now))) {
		c.Shop, c.Holder = p.shop, her.holder()
		added, err := insertConsents(p.tx.Statement.Context, p.tx, [][]any{consentValues(c, her.origin())})
		if err != nil {
			return nil, err
		}
		if added > 0 {
			news = append(news, c.State)
		}
	}
	return news, nil
}

func snoozeRowsOf(s *speaking, snoozes []Snooze) [][]any {
	rows := make([][]any, len(snoozes))
	for i, z := range snoozes {
		rows[i] = []any{string(s.shop), string(s.profile), z.Question, millis(z.Until), millis(z.Since), string(s.toldAs())}
	}
	slices.SortFunc(rows, inOrder)
	return rows
}

// explainCapture keeps why a member of staff wrote it down.
func (p people) explainCapture(want Preferring) error {
	if want.Why == "" {
		return nil
	}
	said := slices.Clone(want.Consents)
	for _, r := range want.Responses {
		said = append(said, r.Consents...)
		if err := p.exec("UPDATE responses SET captured_why = ? WHERE shop_id = ? AND id = ?", want.Why, p.shop, r.Response.ID); err != nil {
			return err
		}
	}
	for _, c := range said {
		if err := p.exec("UPDATE consents SET captured_why = ? WHERE shop_id = ? AND id = ?", want.Why, p.shop, c.ID); err != nil {
			return err
		}
	}
	return nil
}
