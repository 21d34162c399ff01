package publish

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/catalogue"
)

// Shopify holds no more in a JSON metafield (Shopify: metafield-limits).
const mostBytes = 128 << 10

// document is what blocks read of these versions as the shop stands: with what
// its catalogue offers, without the questions nobody is asked. Where that is too
// much for one metafield, less of the catalogue is offered.
func (p *Publisher) document(ctx context.Context, shop app.Shop, versions []app.Version) ([]byte, error) {
	rewards, err := p.Store.Rewards(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	documents := make([]app.Document, len(versions))
	for i, v := range versions {
		documents[i] = v.Document
	}
	shelves, err := catalogue.Read(ctx, p.Store, shop.ID, documents...)
	if err != nil {
		return nil, err
	}
	answered, err := p.Store.QuotaAnswered(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	for most := shelves.Most(); ; most /= 2 {
		document, err := render(p.AppURL, shop, asked(versions, shelves.Fewer(most), answered), rewards)
		if err != nil || len(document) <= mostBytes || most == 0 {
			return document, err
		}
	}
}

// asked are the versions as they are asked now. A survey without a question is
// none.
func asked(versions []app.Version, shelves catalogue.Shelves, answered map[string]int) []app.Version {
	var all []app.Version
	for _, v := range versions {
		v.Document = branch.Without(shelves.Offered(v.Document), func(q app.Question) bool {
			return catalogue.Empty(q) || full(q, answered)
		})
		if len(v.Document.Questions) > 0 {
			all = append(all, v)
		}
	}
	return all
}
