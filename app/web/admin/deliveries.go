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
	Cursor app.DeliveryID `query:"cursor" maxLength:"64" pattern:"^[a-z0-9-]+$" doc:"The next of the page before"`
	Limit  int            `query:"limit" minimum:"1" maximum:"100" default:"25"`
}

type deliveriesOut struct {
	Body struct {
		Deliveries []toldOfBody   `json:"deliveries"`
		Next       app.DeliveryID `json:"next,omitempty"`
	}
}

type toldOfBody struct {
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
	f.Before, f.Limit = in.Cursor, in.Limit+1 // one more tells whether there is a next page
	found, err := d.Store.Told(ctx, shop, f)
	if err != nil {
		return nil, err
	}
	var out deliveriesOut
	if len(found) > in.Limit {
		found = found[:in.Limit]
		out.Body.Next = found[in.Limit-1].ID
	}
	out.Body.Deliveries, err = d.toldOf(ctx, shop, found)
	return &out, err
}

// toldOf puts deliveries into the words of the API.
func (d *door) toldOf(ctx context.Context, shop app.ShopID, list []store.Told) ([]toldOfBody, error) {
	titles, err := d.called(ctx, shop)
	bodies := make([]toldOfBody, len(list))
	for i, one := range list {
		b := toldOfBody{
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

type chosenIn struct {
	Body struct {
		WhichBody
		IDs []app.DeliveryID `json:"ids,omitempty" maxItems:"500" doc:"Only these"`
		All bool             `json:"all,omitempty" doc:"To be said where nothing narrows what is chosen"`
		Dry bool             `json:"dry,omitempty" doc:"Say what it would come to, and change nothing"`
	}
}

// chosen is what a merchant has chosen. Errors: Invalid for nothing at all.
func (d *door) chosen(ctx context.Context, shop app.ShopID, in *chosenIn) (store.DeliveryFilter, error) {
	if len(in.Body.IDs) == 0 && in.Body.WhichBody == (WhichBody{}) && !in.Body.All {
		return store.DeliveryFilter{}, app.InvalidFields([]app.FieldError{{Field: "ids", Code: "required", Message: "Choose deliveries, or say that it is about all of them."}})
	}
	f, err := d.which(ctx, shop, in.Body.WhichBody)
	if len(in.Body.IDs) > 0 {
		f.IDs = in.Body.IDs
	}
	return f, err
}

type undoneOut struct{ Body app.Undone }

// undoDeliveries takes back what deliveries wrote.
func (d *door) undoDeliveries(ctx context.Context, shop app.ShopID, in *chosenIn) (*undoneOut, error) {
	f, err := d.chosen(ctx, shop, in)
	if err != nil {
		return nil, err
	}
	undone, err := d.Store.Undo(ctx, shop, f, in.Body.Dry)
	return &undoneOut{undone}, err
}

type replayedOut struct {
	Body struct {
		Deliveries int `json:"deliveries" doc:"That are sent again; those that still wait are not"`
	}
}

// replayDeliveries sends deliveries again.
func (d *door) replayDeliveries(ctx context.Context, shop app.ShopID, in *chosenIn) (*replayedOut, error) {
	f, err := d.chosen(ctx, shop, in)
	if err != nil {
		return nil, err
	}
	var out replayedOut
	if in.Body.Dry {
		out.Body.Deliveries, err = d.Store.CountReplay(ctx, shop, f)
	} else {
		out.Body.Deliveries, err = d.Store.ReplayDeliveries(ctx, shop, f)
	}
	return &out, err
}
