package admin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

type privacyBody struct {
	Open    int `json:"open" doc:"Requests and erasures that are not done with everywhere"`
	DueSoon int `json:"due_soon" doc:"Of those, due within seven days"`
	Overdue int `json:"overdue" doc:"Of those, past their time"`
	Failed  int `json:"failed" doc:"Erasures that a destination did not do: the receipt says what is left to do by hand"`
}

func (d *door) privacyStanding(ctx context.Context, shop app.ShopID) (privacyBody, error) {
	one, err := privacy.Standing(ctx, d.Store, shop)
	return privacyBody{one.Open, one.DueSoon, one.Overdue, one.Failed}, err
}

type privacyRequestsOut struct {
	PageOut
	Body struct {
		Requests []privacyRequestBody `json:"requests" doc:"The newest first"`
		Next     string               `json:"next,omitempty"`
	}
}

type privacyRequestBody struct {
	ID          string    `json:"id"`
	Topic       string    `json:"topic" doc:"customers/data_request or customers/redact"`
	Customer    string    `json:"customer,omitempty" doc:"Shopify's number of the customer; none once she is erased"`
	RequestedAt time.Time `json:"requested_at"`
	DueAt       time.Time `json:"due_at"`
	FinishedAt  time.Time `json:"finished_at,omitzero"`
}

func (d *door) privacyRequests(ctx context.Context, shop app.ShopID, in *PageIn) (*privacyRequestsOut, error) {
	var from store.Before
	if err := in.after("requests", &from.At, &from.ID); err != nil {
		return nil, err
	}
	list, err := d.Store.PrivacyRequests(ctx, shop, from, in.Limit+1)
	if err != nil {
		return nil, err
	}
	list, next, page := paged(ctx, *in, "requests", list, func(r app.PrivacyRequest) []any { return []any{r.RequestedAt, r.ID} })
	out := privacyRequestsOut{PageOut: page}
	out.Body.Next = next
	out.Body.Requests = make([]privacyRequestBody, len(list))
	for i, r := range list {
		out.Body.Requests[i] = privacyRequestBody{
			ID: r.ID, Topic: r.Topic, Customer: numberText(int64(r.Customer)), RequestedAt: r.RequestedAt, DueAt: r.DueAt, FinishedAt: r.FinishedAt,
		}
	}
	return &out, nil
}

type privacyExportIn struct {
	Request string `query:"request" required:"true" maxLength:"200" doc:"The id of a data request"`
}

type privacyExportOut struct {
	Body struct {
		Data json.RawMessage `json:"data" doc:"All that was held of the customer when it was asked for"`
		Page string          `json:"page" doc:"The same to be read, as HTML in the customer's language"`
	}
}

// privacyExport is what a merchant hands on to a customer who asked for her data.
func (d *door) privacyExport(ctx context.Context, shop app.ShopID, in *privacyExportIn) (*privacyExportOut, error) {
	r, err := d.Store.PrivacyRequest(ctx, shop, in.Request)
	if err == nil && len(r.Export) == 0 {
		err = app.Errorf(app.NotFound, "there is no export of this request, or not any more")
	}
	var out privacyExportOut
	out.Body.Data, out.Body.Page = r.Export, string(r.Page)
	return &out, err
}

type erasuresOut struct {
	PageOut
	Body struct {
		Erasures []erasureBody `json:"erasures" doc:"The newest first"`
		Next     string        `json:"next,omitempty"`
	}
}

type erasureBody struct {
	ID          string            `json:"id"`
	Request     string            `json:"request,omitempty" doc:"The request it was done for"`
	RequestedAt time.Time         `json:"requested_at"`
	DueAt       time.Time         `json:"due_at"`
	ErasedAt    time.Time         `json:"erased_at" doc:"When it was done here"`
	FinishedAt  time.Time         `json:"finished_at,omitzero" doc:"When every destination was done with it"`
	Here        map[string]int    `json:"here" doc:"How much was erased here, by kind"`
	Parts       []erasurePartBody `json:"parts"`
	Receipt     string            `json:"receipt,omitempty" doc:"The signed receipt, to be kept to the letter: askwell privacy verify checks it"`
}

type erasurePartBody struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	State       app.ErasureState  `json:"state" doc:"waiting, checking, done, unread, kept or unreachable"`
	Attempts    int               `json:"attempts"`
	Checks      int               `json:"checks"`
	NextAt      time.Time         `json:"next_at,omitzero"`
	ErasedAt    time.Time         `json:"erased_at,omitzero"`
	CheckedAt   time.Time         `json:"checked_at,omitzero"`
	Reason      string            `json:"reason,omitempty"`
}

func (d *door) erasures(ctx context.Context, shop app.ShopID, in *PageIn) (*erasuresOut, error) {
	var from store.Before
	if err := in.after("erasures", &from.At, &from.ID); err != nil {
		return nil, err
	}
	list, err := d.Store.Erasures(ctx, shop, from, in.Limit+1)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	if err != nil {
		return nil, err
	}
	list, next, page := paged(ctx, *in, "erasures", list, func(e app.Erasure) []any { return []any{e.ErasedAt, e.ID} })
	out := erasuresOut{PageOut: page}
	out.Body.Next = next
	out.Body.Erasures = make([]erasureBody, len(list))
	for i, e := range list {
		out.Body.Erasures[i] = erasureOf(e, titles)
	}
	return &out, nil
}

func erasureOf(e app.Erasure, titles func(app.DestinationID) string) erasureBody {
	one := erasureBody{
		ID: e.ID, Request: e.Request, RequestedAt: e.RequestedAt, DueAt: e.DueAt, ErasedAt: e.ErasedAt, FinishedAt: e.FinishedAt,
		Here: e.Counts, Parts: make([]erasurePartBody, len(e.Parts)), Receipt: string(e.Receipt),
	}
	for j, p := range e.Parts {
		one.Parts[j] = erasurePartBody{
			Destination: p.Destination, Title: titles(p.Destination), State: p.State, Attempts: p.Attempts, Checks: p.Checks,
			NextAt: p.NextAt, ErasedAt: p.ErasedAt, CheckedAt: p.CheckedAt, Reason: p.Reason,
		}
	}
	return one
}
