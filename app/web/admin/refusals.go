package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/store"
)

type withheldBody struct {
	Question    string            `json:"question"`
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	Purpose     string            `json:"purpose" doc:"What the question is for, as the merchant calls it"`
	Reason      string            `json:"reason"`
	Since       time.Time         `json:"since"`
}

// withheldOf tells which of somebody's answers are kept from which destination.
func (d *door) withheldOf(ctx context.Context, id app.ShopID, who store.Whom) ([]withheldBody, error) {
	refused, err := d.Store.RefusalsOf(ctx, id, who)
	if err != nil || len(refused) == 0 {
		return []withheldBody{}, err
	}
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, id)
	list := make([]withheldBody, len(refused))
	for i, r := range refused {
		list[i] = withheldBody{Question: r.Question, Destination: r.Destination, Title: titles(r.Destination), Purpose: r.Purpose, Reason: r.Reason, Since: r.Since}
		if p, known := purpose.Find(shop, r.Purpose); known {
			list[i].Purpose = p.Title
		}
	}
	return list, err
}
