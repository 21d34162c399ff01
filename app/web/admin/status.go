package admin

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type statusOut struct {
	Body struct {
		Shop         shopBody          `json:"shop"`
		Responses7d  int               `json:"responses_7d" doc:"Responses in the last seven days"`
		Destinations []destinationBody `json:"destinations"`
		Privacy      privacyBody       `json:"privacy"`
	}
}

type shopBody struct {
	Domain    app.ShopID `json:"domain"`
	Name      string     `json:"name"`
	TagPrefix string     `json:"tag_prefix"`
}

type destinationBody struct {
	ID       app.DestinationID `json:"id"`
	Title    string            `json:"title" doc:"What the merchant calls it"`
	Waiting  int               `json:"waiting" doc:"Deliveries still to be made"`
	Parked   int               `json:"parked" doc:"Deliveries that were refused"`
	Withheld int               `json:"withheld" doc:"Answers that are kept from it, because their purpose or the shopper does not permit them"`
	Paused   string            `json:"paused,omitempty" doc:"Why nothing is sent"`
}

func (d *door) status(ctx context.Context, id app.ShopID, _ *struct{}) (*statusOut, error) {
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	lanes, err := d.Store.Lanes(ctx, id)
	if err != nil {
		return nil, err
	}
	backlogs, err := d.Store.Backlogs(ctx, id)
	if err != nil {
		return nil, err
	}
	withheld, err := d.Store.CountRefusals(ctx, id)
	if err != nil {
		return nil, err
	}
	called, err := d.called(ctx, id)
	if err != nil {
		return nil, err
	}
	var out statusOut
	out.Body.Shop = shopBody{shop.ID, shop.Name, shop.TagPrefix}
	out.Body.Destinations = make([]destinationBody, len(lanes))
	for i, lane := range lanes {
		one := destinationBody{ID: lane.Destination, Title: called(lane.Destination), Paused: lane.PausedReason, Withheld: withheld[lane.Destination]}
		at := slices.IndexFunc(backlogs, func(b store.Backlog) bool { return b.Destination == lane.Destination })
		if at >= 0 {
			one.Waiting, one.Parked = backlogs[at].Waiting, backlogs[at].Parked
		}
		out.Body.Destinations[i] = one
	}
	if out.Body.Privacy, err = d.privacyStanding(ctx, id); err != nil {
		return nil, err
	}
	out.Body.Responses7d, err = d.Store.CountResponses(ctx, id, d.Now().Add(-7*24*time.Hour))
	return &out, err
}
