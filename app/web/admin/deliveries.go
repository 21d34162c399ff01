package admin

import (
	"context"
	"regexp"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// mostNamed bounds whom a text may mean in a filter of deliveries.
const mostNamed = 20

// WhichBody narrows deliveries; what is left out does not.
type WhichBody struct {
	Destination app.DestinationID `query:"destination" json:"destination,omitempty" maxLength:"64"`
	State       app.DeliveryState `query:"state" json:"state,omitempty" enum:"waiting,done,parked,dropped"`
	Since       time.Time         `query:"since" json:"since,omitzero" doc:"Made since then"`
	Survey      app.SurveyID      `query:"survey" json:"survey,omitempty" maxLength:"64" doc:"Of answers to this survey"`
	Person      string            `query:"person" json:"person,omitempty" maxLength:"320" doc:"A customer's or order's number, an order's name, or what somebody is proven to go by, such as an email address"`
}

func (d *door) which(ctx context.Context, shop app.ShopID, w WhichBody) (store.DeliveryFilter, error) {
	f := store.DeliveryFilter{Destination: w.Destination, State: w.State, Since: w.Since, Survey: w.Survey}
	if w.Person == "" {
		return f, nil
	}
	found, err := d.Store.PeopleNamed(ctx, shop, w.Person, mostNamed)
	f.People = []app.ProfileID{} // nobody, until somebody is found
	for _, one := range found {
		ids, err := d.Store.ProfilesOf(ctx, shop, store.Whom{Customer: one.Customer, Order: one.Order})
		if err != nil {
			return f, err
		}
		f.People = append(f.People, ids...)
	}
	return f, err
}

type deliveriesIn struct {
	WhichBody
	PageIn
}

type deliveriesOut struct {
	PageOut
	Body struct {
		Deliveries []ToldOfBody `json:"deliveries"`
		Next       string       `json:"next,omitempty"`
	}
}

// ToldOfBody is a delivery, in a list of them.
type ToldOfBody struct {
	ID          app.DeliveryID    `json:"id"`
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	State       app.DeliveryState `json:"state" enum:"waiting,done,parked,dropped"`
	Cause       app.Cause         `json:"cause" doc:"What made it: answer, link, asked, stale, withdrawn, granted, purpose, expired, links, backfill, undo, drift"`
	Reason      string            `json:"reason,omitempty" doc:"Why it waits, or was refused"`
	Person      *personBody       `json:"person,omitempty" doc:"None once she is erased"`
	Survey      *surveyRef        `json:"survey,omitempty"`
	Response    app.ResponseID    `json:"response,omitempty"`
	Run         app.RunID         `json:"run,omitempty"`
	Tries       int               `json:"tries"`
	Undone      bool              `json:"undone,omitempty" doc:"Nothing stands any more of what it wrote: it was taken back"`
	NextAt      time.Time         `json:"next_at,omitzero"`
	CreatedAt   time.Time         `json:"created_at"`
	FinishedAt  time.Time         `json:"finished_at,omitzero"`
}

func (d *door) deliveries(ctx context.Context, shop app.ShopID, in *deliveriesIn) (*deliveriesOut, error) {
	f, err := d.which(ctx, shop, in.WhichBody)
	if err != nil {
		return nil, err
	}
	if err := in.after("deliveries", &f.Before); err != nil {
		return nil, err
	}
	f.Limit = in.Limit + 1
	found, err := d.Store.Told(ctx, shop, f)
	if err != nil {
		return nil, err
	}
	found, next, page := paged(ctx, in.PageIn, "deliveries", found, func(d store.Told) []any { return []any{d.ID} })
	out := deliveriesOut{PageOut: page}
	out.Body.Next = next
	out.Body.Deliveries, err = d.toldOf(ctx, shop, found)
	return &out, err
}

// toldOf puts deliveries into the words of the API.
func (d *door) toldOf(ctx context.Context, shop app.ShopID, list []store.Told) ([]ToldOfBody, error) {
	titles, err := d.called(ctx, shop)
	bodies := make([]ToldOfBody, len(list))
	for i, one := range list {
		b := ToldOfBody{
			ID: one.ID, Destination: one.Destination, Title: titles(one.Destination), State: one.State, Cause: one.Cause, Reason: one.Reason,
			Run: one.Run, Tries: one.Attempts, Undone: one.Undone, CreatedAt: one.CreatedAt, FinishedAt: one.FinishedAt,
		}
		if one.State == app.DeliveryWaiting {
			b.NextAt = one.NextAt
		}
		b.Person = aboutWhom(one)
		if one.Survey != "" {
			version, err := d.Store.SurveyVersion(ctx, shop, one.Survey, one.Version)
			if err != nil {
				return nil, err
			}
			b.Survey, b.Response = &surveyRef{one.Survey, version.Document.Title}, one.Response
		}
		bodies[i] = b
	}
	return bodies, err
}

// aboutWhom is whom a delivery is about, nil once she is erased.
func aboutWhom(one store.Told) *personBody {
	if one.About.Nobody() {
		return nil
	}
	return &personBody{Customer: numberText(int64(one.About.Customer)), Email: one.Email, Order: numberText(int64(one.About.Order)), OrderName: one.OrderRef}
}

// called is what a merchant calls each destination; one that is gone by its kind, which
// its id begins with: klaviyo-2.
func (d *door) called(ctx context.Context, shop app.ShopID) (func(app.DestinationID) string, error) {
	list, err := d.Store.Destinations(ctx, shop)
	names := make(map[app.DestinationID]string, len(list))
	for _, one := range list {
		if names[one.ID] = one.Title; one.Title == "" {
			names[one.ID] = d.Connections.Title(one.Kind)
		}
	}
	return func(id app.DestinationID) string {
		if name := names[id]; name != "" {
			return name
		}
		return d.Connections.Title(numbered.ReplaceAllString(string(id), ""))
	}, err
}

var numbered = regexp.MustCompile(`-[0-9]+$`)
