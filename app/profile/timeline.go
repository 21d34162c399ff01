package profile

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Happened says what kind of thing happened to somebody.
type Happened string

// The kinds.
const (
	HappenedAnswer   Happened = "answer"   // she answered
	HappenedConsent  Happened = "consent"  // she granted or withdrew one
	HappenedReward   Happened = "reward"   // she was promised one, or given it
	HappenedOrder    Happened = "order"    // she ordered, or an order was cancelled
	HappenedJoin     Happened = "join"     // somebody turned out to be her, or not to be
	HappenedDelivery Happened = "delivery" // a destination was told of her
	HappenedRequest  Happened = "request"  // she used a right of hers
)

// Event is one thing that happened. Of what it tells of, the field of its kind is set.
type Event struct {
	Kind Happened
	At   time.Time
	Key  string // tells it from others of the same moment; ours, and no data of hers
	Over bool   // of an order: it was cancelled; of a join: they were parted; of a reward: it was given

	Response *app.ResponseData
	Survey   app.Version // that was answered; none that is not known any more
	Said     []Said      // in the survey's order

	Consent  *app.ConsentData
	Reward   *app.RewardData
	Order    *app.OrderData
	Join     *app.JoinData
	Delivery *app.DeliveryData
	Request  *app.RequestData
}

// Timeline lists what happened to somebody, the newest first. Errors: Unavailable.
func (r *Reader) Timeline(ctx context.Context, shop app.ShopID, who store.Whom) ([]Event, error) {
	data, err := r.Store.ExportWho(ctx, shop, who)
	if err != nil {
		return nil, err
	}
	book, err := Open(ctx, r.Store, shop, data.Responses)
	if err != nil {
		return nil, err
	}
	return Events(book, data), nil
}

// Events are what somebody's data tells of, the newest first.
func Events(b Book, data app.PersonalData) []Event {
	var l line
	l.said(b, data.Responses)
	l.agreed(data.Consents)
	l.bought(data.Orders)
	l.given(data.Rewards)
	l.joined(data.Joins)
	for i, one := range data.Deliveries {
		at := one.FinishedAt
		if at.IsZero() {
			at = one.PlannedAt
		}
		l.add(Event{Kind: HappenedDelivery, At: at, Delivery: &data.Deliveries[i]}, string(one.ID))
	}
	for i, one := range data.Requests {
		l.add(Event{Kind: HappenedRequest, At: one.RequestedAt, Request: &data.Requests[i]}, one.ID)
	}
	slices.SortFunc(l.events, Event.compare)
	return l.events
}

// compare puts the newer first.
func (e Event) compare(o Event) int {
	if c := o.At.Compare(e.At); c != 0 {
		return c
	}
	return strings.Compare(o.Key, e.Key)
}

// Before reports whether an event stands behind the place in the list that a moment and a
// key name.
func (e Event) Before(at time.Time, key string) bool { return e.compare(Event{At: at, Key: key}) > 0 }

// line collects what happened.
type line struct{ events []Event }

// add names an event by what it is of, in a way that tells nothing of it.
func (l *line) add(e Event, of string) {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s %v %s", e.Kind, e.Over, of)
	e.Key = fmt.Sprintf("%016x", h.Sum64())
	l.events = append(l.events, e)
}

func (l *line) said(b Book, responses []app.ResponseData) {
	for i, r := range responses {
		e := Event{Kind: HappenedAnswer, At: r.SubmittedAt, Response: &responses[i], Survey: b.Version(Ref{r.Survey, r.Version})}
		for _, q := range e.Survey.Document.Questions {
			if value, answered := r.Answers[q.Key]; answered {
				e.Said = append(e.Said, b.said(r, q.Key, value))
			}
		}
		l.add(e, string(r.ID))
	}
}

func (l *line) agreed(consents []app.ConsentData) {
	for i, one := range consents {
		l.add(Event{Kind: HappenedConsent, At: one.ChangedAt, Consent: &consents[i]}, one.ID)
	}
}

func (l *line) bought(orders []app.OrderData) {
	for i, one := range orders {
		id := fmt.Sprint(one.ID)
		l.add(Event{Kind: HappenedOrder, At: one.CreatedAt, Order: &orders[i]}, id)
		if !one.Cancelled.IsZero() {
			l.add(Event{Kind: HappenedOrder, At: one.Cancelled, Order: &orders[i], Over: true}, id)
		}
	}
}

func (l *line) given(rewards []app.RewardData) {
	for i, one := range rewards {
		l.add(Event{Kind: HappenedReward, At: one.PromisedAt, Reward: &rewards[i]}, one.ID)
		if one.IssuedAt.After(one.PromisedAt) {
			l.add(Event{Kind: HappenedReward, At: one.IssuedAt, Reward: &rewards[i], Over: true}, one.ID)
		}
	}
}

func (l *line) joined(joins []app.JoinData) {
	for i, one := range joins {
		both := string(one.From + " " + one.Into)
		l.add(Event{Kind: HappenedJoin, At: one.JoinedAt, Join: &joins[i]}, both)
		if !one.PartedAt.IsZero() {
			l.add(Event{Kind: HappenedJoin, At: one.PartedAt, Join: &joins[i], Over: true}, both)
		}
	}
}
