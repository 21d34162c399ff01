package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/datamap"
	"github.com/askwell/askwell/app/publish"
)

type usesIn struct {
	Body struct {
		Document definition `json:"document"`
	}
}

type usesOut struct {
	Body struct {
		Uses []datamap.QuestionUse `json:"uses" doc:"By question, in the document's order"`
	}
}

// uses tells what becomes of the answers to a draft. Errors: Invalid for what nothing could
// be asked with.
func (d *door) uses(ctx context.Context, shop app.ShopID, in *usesIn) (*usesOut, error) {
	draft, err := in.Body.Document.Document, in.Body.Document.err
	if err == nil {
		err = publish.Drawable(draft)
	}
	if err != nil {
		return nil, err
	}
	uses, err := datamap.Uses(ctx, d.Store, shop, draft)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	for _, one := range uses {
		for _, ways := range [][]datamap.Way{one.Goes, one.Withheld} {
			for i := range ways {
				ways[i].Title = titles(ways[i].Destination)
			}
		}
	}
	var out usesOut
	out.Body.Uses = uses
	return &out, err
}
