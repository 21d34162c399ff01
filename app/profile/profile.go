// Package profile owns what can be read of one person: what she has told us beside
// what we have seen of her, never mixed, as it stands now or as it stood on any day.
package profile

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Reader reads profiles. Safe for concurrent use; the zero value needs a Store.
type Reader struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil
}

// View is one person as of a moment.
type View struct {
	At       time.Time
	Declared []Declared        // what she has told us, by key
	Observed Observed          // what we have seen of her
	Contact  []Pair            // where both speak of the same thing
	Consents []app.ConsentData // what stands of each channel and purpose
	Since    time.Time         // when we first heard of her; zero: we have not

	Written []app.DestinationData // what destinations hold of her now, whatever the moment
}

// Observed is what we have seen of somebody: what she ordered, and Shopify's account.
type Observed struct {
	Facts    map[string]any    // by the names of package rule
	Orders   []app.OrderData   // the oldest first
	Standing *app.StandingData // nil when nothing was told by then
}

// Pair is something that she may have told us and Shopify, too: how to reach her. Her
// own word wins; nothing else that is observed speaks of what she can declare, as
// questions are the merchant's, and what she does can only cast doubt on an answer.
type Pair struct {
	Name     app.IdentityKind // email or phone
	Value    string           // what counts
	Declared string           // by her, "" when she has not
	Key      string           // of the question she answered
	Observed string           // by Shopify
}

// Profile is what is known of somebody as of a moment, the zero one being now. Errors:
// Unavailable.
func (r *Reader) Profile(ctx context.Context, shop app.ShopID, who store.Whom, at time.Time) (View, error) {
	data, err := r.Store.ExportWho(ctx, shop, who)
	if err != nil {
		return View{}, err
	}
	book, err := Open(ctx, r.Store, shop, data.Responses)
	if err != nil {
		return View{}, err
	}
	v := View{At: at, Since: since(data), Written: data.Written}
	if at.IsZero() {
		v.At = r.latest(data)
	}
	v.Declared = Declare(book, data.Responses, data.Doubts, v.At)
	v.Consents = Standing(data.Consents, v.At)
	v.Contact = contact(book, v.Declared, data, v.At)
	v.Observed, err = r.observed(ctx, data, at, v.At)
	return v, err
}

// since is when the first thing came that we still know of somebody.
func since(data app.PersonalData) (first time.Time) {
	note := func(at time.Time) {
		if !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	for _, one := range data.Profiles {
		note(one.CreatedAt)
	}
	for _, one := range data.Responses {
		note(one.SubmittedAt)
	}
	for _, one := range data.Orders {
		note(one.CreatedAt)
	}
	return first
}

// latest is now, or when she spoke last: other machines' clocks may be ahead of ours.
func (r *Reader) latest(data app.PersonalData) time.Time {
	now := time.Now
	if r.Now != nil {
		now = r.Now
	}
	at := now().UTC().Truncate(time.Millisecond)
	for _, one := range data.Responses {
		if one.SubmittedAt.After(at) {
			at = one.SubmittedAt
		}
	}
	return at
}

func (r *Reader) observed(ctx context.Context, data app.PersonalData, asked, at time.Time) (o Observed, err error) {
	for _, one := range data.Orders {
		if !one.CreatedAt.After(at) {
			o.Orders = append(o.Orders, one)
		}
	}
	slices.SortStableFunc(o.Orders, func(a, b app.OrderData) int { return a.CreatedAt.Compare(b.CreatedAt) })
	if s := data.Standing; s != nil && !s.ToldAt.After(at) && !s.ReadAt.After(at) {
		o.Standing = s
	}
	if asked.IsZero() {
		o.Facts, err = r.Store.Facts(ctx, data.Shop, data.Customer, 0)
	} else {
		o.Facts, err = r.Store.FactsAt(ctx, data.Shop, data.Customer, at)
	}
	return o, err
}

// Standing is what a ledger says as of a moment: of each channel and purpose the
// newest entry, and of two at one moment the one that gives less.
func Standing(ledger []app.ConsentData, at time.Time) []app.ConsentData {
	type place struct {
		channel app.Channel
		purpose string
	}
	gives := []app.ConsentState{app.ConsentWithdrawn, app.ConsentPending, app.ConsentGranted}
	newest := map[place]app.ConsentData{}
	var order []place
	for _, c := range ledger {
		if c.ChangedAt.After(at) {
			continue
		}
		key := place{c.Channel, c.Purpose}
		before, known := newest[key]
		if !known {
			order = append(order, key)
		}
		later := c.ChangedAt.Compare(before.ChangedAt)
		if !known || later > 0 || later == 0 && slices.Index(gives, c.State) < slices.Index(gives, before.State) {
			newest[key] = c
		}
	}
	list := make([]app.ConsentData, len(order))
	for i, key := range order {
		list[i] = newest[key]
	}
	return list
}

// contact pairs her own word of how to reach her with Shopify's.
func contact(b Book, declared []Declared, data app.PersonalData, at time.Time) []Pair {
	pairs := map[app.IdentityKind]*Pair{app.IdentityEmail: {Name: app.IdentityEmail}, app.IdentityPhone: {Name: app.IdentityPhone}}
	told := map[app.IdentityKind]time.Time{}
	for _, one := range declared {
		q, _ := b.Document(Ref{one.Survey, one.Version}).Question(one.Key)
		kind := map[app.ValueKind]app.IdentityKind{app.KindEmail: app.IdentityEmail, app.KindPhone: app.IdentityPhone}[question.Kind(q)]
		if kind == "" || one.State == app.Cleared || len(one.Words) == 0 || one.At.Before(told[kind]) {
			continue
		}
		told[kind], pairs[kind].Declared, pairs[kind].Key = one.At, one.Words[0], one.Key
	}
	for _, p := range data.Profiles {
		if p.Customer == 0 || p.ContactAt.After(at) {
			continue
		}
		pairs[app.IdentityEmail].Observed, pairs[app.IdentityPhone].Observed = p.Email, p.Phone
	}
	var list []Pair
	for _, kind := range slices.Sorted(maps.Keys(pairs)) {
		one := *pairs[kind]
		if one.Value = one.Declared; one.Value == "" {
			one.Value = one.Observed
		}
		if one.Value != "" {
			list = append(list, one)
		}
	}
	return list
}
