package admin

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// ResponsePath names a response in a path.
type ResponsePath struct {
	Response app.ResponseID `path:"response" maxLength:"64" pattern:"^[A-Za-z0-9-]+$"`
}

// wentState is where an answer is, at one destination.
type wentState string

const (
	wentThere     wentState = "there"      // it stands there
	wentChecked   wentState = "verified"   // and it was looked at
	wentDifferent wentState = "different"  // something else stands there than we wrote
	wentUnsure    wentState = "uncertain"  // it was sent, and not confirmed
	wentRefused   wentState = "refused"    // the destination does not take it
	wentUndone    wentState = "undone"     // it was taken back
	wentTheirs    wentState = "overridden" // their value was kept
	wentWithheld  wentState = "withheld"   // its purpose or she does not permit it
	wentWaiting   wentState = "waiting"    // it is on its way
	wentParked    wentState = "parked"     // its delivery was refused
	wentUnmapped  wentState = "unmapped"   // it goes nowhere there
	wentNowhere   wentState = "nothing"    // nothing of it is there: a newer answer, or none that counts any more
)

type trailOut struct {
	Body struct {
		Response responseBody `json:"response" doc:"With every delivery and attempt"`
		Answers  []trailBody  `json:"answers"`
	}
}

type trailBody struct {
	AnswerBody
	Went []wentBody `json:"went" doc:"One for each destination"`
}

type wentBody struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title"`
	State       wentState         `json:"state" enum:"there,verified,different,uncertain,refused,undone,overridden,withheld,waiting,parked,unmapped,nothing"`
	Names       []string          `json:"names" doc:"The places its answers go to"`
	Why         string            `json:"why,omitempty"`
	At          time.Time         `json:"at,omitzero" doc:"When that came to be so"`
	Delivery    app.DeliveryID    `json:"delivery,omitempty" doc:"That told it"`
}

// trail says of every answer of a response where it went, when, and why or why not.
func (d *door) trail(ctx context.Context, shop app.ShopID, in *ResponsePath) (*trailOut, error) {
	activity, err := d.Store.ActivityOf(ctx, shop, in.Response)
	if err != nil {
		return nil, err
	}
	numbers, err := d.Store.VersionNumbers(ctx, shop)
	if err != nil {
		return nil, err
	}
	traced, err := d.Store.Trace(ctx, shop, activity)
	if err != nil {
		return nil, err
	}
	to, err := d.stations(ctx, shop)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	if err != nil {
		return nil, err
	}
	var out trailOut
	if out.Body.Response, err = d.response(ctx, activity, store.Namings{}, titles); err != nil {
		return nil, err
	}
	out.Body.Answers = []trailBody{}
	for _, a := range out.Body.Response.Answers {
		said := activity.Response // its answers go where the newest version that asks says
		question, err := d.Store.NewestAsking(ctx, shop, said.Survey, max(numbers[said.Survey], said.Version), a.Question)
		if err != nil {
			return nil, err
		}
		one := trailBody{AnswerBody: a, Went: []wentBody{}}
		for _, at := range to {
			one.Went = append(one.Went, at.went(question, activity, traced))
		}
		out.Body.Answers = append(out.Body.Answers, one)
	}
	return &out, nil
}

// station is a destination, as far as answers are looked for there.
type station struct {
	app.Destination
	title  string
	places app.Places
	paused string
}

func (d *door) stations(ctx context.Context, id app.ShopID) ([]station, error) {
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := d.Store.Destinations(ctx, id)
	if err != nil {
		return nil, err
	}
	stands, err := d.standings(ctx, id)
	if err != nil {
		return nil, err
	}
	stations := make([]station, len(list))
	for i, one := range list {
		var mapped *app.Mapping
		if _, tool := d.Connections.Spec(one.Kind); tool {
			mapping, err := d.Store.Mapping(ctx, id, one.ID)
			if err != nil {
				return nil, err
			}
			mapped = &mapping
		}
		stations[i] = station{one, cmp.Or(one.Title, d.Connections.Title(one.Kind)), app.PlacesAt(shop, one.ID, mapped), stands[one.ID].Paused}
	}
	return stations, nil
}

// went says where an answer is at a destination: what is most telling comes first.
func (at station) went(q app.Question, of store.Activity, t store.Traced) wentBody {
	w := wentBody{Destination: at.ID, Title: at.title, State: wentNowhere, Names: append([]string{}, at.places.Names(q, receiptsAt(at.ID, t)...)...)}
	here := func(to app.DestinationID, receipt string) bool { return to == at.ID && at.places.Hold(q, receipt) }
	if i := slices.IndexFunc(t.Refusals, func(r app.Refusal) bool { return r.Destination == at.ID && r.Question == q.Key }); i >= 0 {
		w.State, w.Why, w.At = wentWithheld, t.Refusals[i].Reason, t.Refusals[i].Since
		return w
	}
	if i := slices.IndexFunc(t.Overrides, func(o app.Override) bool { return here(o.Destination, o.Property) }); i >= 0 {
		w.State, w.At = wentUndone, t.Overrides[i].Since
		if t.Overrides[i].Why == app.OverrideTheirs {
			w.State = wentTheirs
		}
		return w
	}
	if at.delivers(&w, of) {
		return w
	}
	if i := slices.IndexFunc(t.Receipts, func(r app.Receipt) bool { return here(r.Destination, r.Property) }); i >= 0 {
		return at.holds(w, t.Receipts[i], t.Checks)
	}
	if len(w.Names) == 0 {
		w.State = wentUnmapped
	}
	return w
}

// receiptsAt are the names of the receipts that stand at a destination.
func receiptsAt(id app.DestinationID, t store.Traced) (names []string) {
	for _, r := range t.Receipts {
		if r.Destination == id && r.Refused == "" {
			names = append(names, r.Property)
		}
	}
	return names
}

// delivers reports whether the response's own delivery there is not over.
func (at station) delivers(w *wentBody, of store.Activity) bool {
	if len(w.Names) == 0 {
		return false
	}
	for _, d := range slices.Backward(of.Deliveries) {
		switch {
		case d.Destination != at.ID:
		case d.State == app.DeliveryWaiting:
			w.State, w.Why, w.At, w.Delivery = wentWaiting, cmp.Or(at.paused, d.Reason), d.CreatedAt, d.ID
			return true
		case d.State == app.DeliveryParked:
			w.State, w.Why, w.At, w.Delivery = wentParked, d.Reason, d.FinishedAt, d.ID
			return true
		}
	}
	return false
}

// holds is where an answer is that a receipt tells of.
func (at station) holds(w wentBody, r app.Receipt, checks []app.Check) wentBody {
	w.State, w.At, w.Delivery = wentThere, r.WrittenAt, r.Delivery
	switch {
	case r.Refused != "":
		w.State, w.Why = wentRefused, r.Refused
		return w
	case r.WrittenAt.IsZero():
		w.State = wentUnsure
		return w
	}
	for _, c := range checks {
		if c.Destination != at.ID || c.Subject != r.Subject || c.CheckedAt.Before(r.WrittenAt) {
			continue
		}
		switch {
		case c.State == app.CheckVerified:
			w.State, w.At = wentChecked, c.CheckedAt
		case c.State == app.CheckDifferent && slices.ContainsFunc(c.Differences, func(d app.Difference) bool { return d.Property == r.Property }):
			w.State, w.At = wentDifferent, c.CheckedAt
		}
	}
	return w
}
