package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

type hearingOut struct {
	Body struct {
		HearingBody
		Latest time.Time    `json:"latest,omitzero" doc:"When Shopify's latest news came, of the last days; missing where none did"`
		Kinds  []unreadBody `json:"kinds" doc:"News that are not read yet, the most first"`
		Access accessBody   `json:"access"`
	}
}

type unreadBody struct {
	Topic    string    `json:"topic" doc:"Shopify's, such as orders/create"`
	Waiting  int       `json:"waiting"`
	Since    time.Time `json:"since" doc:"The first of them came"`
	Attempts int       `json:"attempts" doc:"How often it was tried to read one, at most"`
	Reason   string    `json:"reason,omitempty" doc:"Why one of them was put off"`
}

// hears tells how Shopify's news come in, for who wonders why a guest's answer does not
// find its customer.
func (d *door) hears(ctx context.Context, id app.ShopID, _ *struct{}) (*hearingOut, error) {
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	desk := &homeDesk{door: d, ctx: ctx, shop: shop, now: d.Now()}
	for _, part := range []func() error{desk.lanes, desk.access, desk.hearing} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	var out hearingOut
	out.Body.HearingBody, out.Body.Access = desk.out.Body.Hearing, desk.out.Body.Access
	if out.Body.Latest, err = d.Store.LastHeard(ctx, id); err != nil {
		return nil, err
	}
	unread, err := d.Store.Unread(ctx, id, mostCounted)
	out.Body.Kinds = make([]unreadBody, len(unread))
	for i, one := range unread {
		out.Body.Kinds[i] = unreadBody{one.Topic, one.N, one.Since, one.Attempts, one.Reason}
	}
	return &out, err
}
