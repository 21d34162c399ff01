package delivery

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/store"
)

// permits decide which answers may go to a lane's destination.
type permits struct {
	shop    app.Shop // as it is now: what answers may be used for may have changed, and how tags begin
	kind    string   // the destination's
	ledgers map[app.ProfileID][]app.Consent
}

// permits reads what the people who said all this permit. It is read after the
// deliveries, and so is at least as new as what they were made for.
func (w *drain) permits(ctx context.Context, profiles []app.ProfileID, said ...store.Said) (permits, error) {
	shop, err := w.Store.Shop(ctx, w.shop.ID)
	if err != nil {
		return permits{}, err
	}
	if w.draft.Purposes != nil {
		shop.Purposes = w.draft.Purposes
	}
	shop.TagPrefix = cmp.Or(w.draft.TagPrefix, shop.TagPrefix)
	profiles = slices.Clone(profiles)
	for _, one := range said {
		profiles = append(profiles, one.Profile)
	}
	slices.Sort(profiles)
	ledgers, err := w.Store.ConsentsOf(ctx, w.shop.ID, slices.Compact(profiles))
	return permits{shop: shop, kind: w.spec.Name, ledgers: ledgers}, err
}

// check tells whether an answer may go, and if not why. A question that was asked
// only with a consent needs it for as long as its answer is kept there, whatever its
// purpose rests on.
func (p permits) check(d app.Document, q app.Question, by app.ProfileID) (ok bool, why string) {
	wanted, _ := purpose.Find(p.shop, q.Purpose)
	if ok, why = purpose.Permit(wanted, p.kind, p.ledgers[by]); !ok || q.Consent == "" {
		return ok, why
	}
	asked, known := d.Question(q.Consent)
	if !known || !consent.GrantedBy(p.ledgers[by], consent.Of(asked), q.Consent) {
		return false, "the consent it was asked with does not hold"
	}
	return true, ""
}

// withholding is what is kept from the destination of people's answers.
type withholding struct {
	held    map[app.ProfileID]map[string]bool        // question → it may not go there
	refused map[app.ProfileID]map[string]app.Refusal // those of them that would be written
}

func newWithholding(p *plan) withholding {
	all := withholding{held: map[app.ProfileID]map[string]bool{}, refused: map[app.ProfileID]map[string]app.Refusal{}}
	for id := range p.people { // everybody is looked at: of most nothing is kept back
		all.held[id], all.refused[id] = map[string]bool{}, map[string]app.Refusal{}
	}
	return all
}

// hold keeps an answer back. Of somebody whom the batch is not about it says nothing:
// not all of hers was looked at.
func (w withholding) hold(said store.Said, q app.Question, writes bool, why string) {
	if w.held[said.Profile] == nil {
		return
	}
	if said.Order == 0 {
		w.held[said.Profile][said.Key] = true
	}
	if writes {
		w.refused[said.Profile][said.Key] = app.Refusal{
			Profile: said.Profile, Question: said.Key, Purpose: cmp.Or(q.Purpose, app.PurposePersonalisation), Reason: clean(why),
		}
	}
}

// noteRefusals keeps what was kept back and why, of whom that has changed.
func (w *drain) noteRefusals(ctx context.Context, p *plan) error {
	before, err := w.refusals(ctx, slices.Collect(maps.Keys(p.people)))
	if err != nil {
		return err
	}
	changed := map[app.ProfileID][]app.Refusal{}
	for id, now := range p.withheld.refused {
		if same(before[id], now) {
			continue
		}
		changed[id] = []app.Refusal{}
		for _, key := range slices.Sorted(maps.Keys(now)) {
			one := now[key]
			if one.Since = before[id][key].Since; one.Since.IsZero() {
				one.Since = w.now()
			}
			changed[id] = append(changed[id], one)
		}
	}
	return w.Store.NoteRefusals(ctx, w.shop.ID, w.lane.Destination, changed)
}

// refusals are those of the lane's destination that are known of people.
func (w *drain) refusals(ctx context.Context, of []app.ProfileID) (map[app.ProfileID]map[string]app.Refusal, error) {
	list, err := w.Store.Refusals(ctx, w.shop.ID, of)
	known := map[app.ProfileID]map[string]app.Refusal{}
	for _, r := range list {
		if r.Destination != w.lane.Destination {
			continue
		}
		if known[r.Profile] == nil {
			known[r.Profile] = map[string]app.Refusal{}
		}
		known[r.Profile][r.Question] = r
	}
	return known, err
}

func same(a, b map[string]app.Refusal) bool {
	return maps.EqualFunc(a, b, func(a, b app.Refusal) bool { return a.Purpose == b.Purpose && a.Reason == b.Reason })
}
