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
		Uses     []datamap.QuestionUse `json:"uses" doc:"By question, in the document's order"`
		Asked    int                   `json:"asked" doc:"The most questions one shopper can be asked on her way; 0 while a branch leads back or nowhere"`
		Warnings []app.FieldError      `json:"warnings" doc:"What may be published and had better be otherwise"`
		Refused  []app.FieldError      `json:"refused" doc:"What publishing would refuse of it as it stands, but for missing texts and what depends on the shop"`
	}
}

// uses tells what becomes of the answers to a draft, and what is to be said of it while it
// is being written. Errors: Invalid for what nothing could
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
	out.Body.Uses, out.Body.Asked = uses, publish.Longest(draft)
	out.Body.Warnings = append([]app.FieldError{}, publish.Warnings(draft)...)
	out.Body.Refused = append([]app.FieldError{}, publish.Ahead(draft)...)
	return &out, err
}
