package publish

import (
	"context"
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
)

// want has what a draft draws from the catalogue looked for.
func (p *Publisher) want(ctx context.Context, shop app.ShopID, d app.Document) error {
	switch {
	case !catalogue.Draws(d):
		return nil
	case p.Catalogue == nil:
		return p.Store.WantCatalogue(ctx, shop)
	}
	return p.Catalogue.Want(ctx, shop, d)
}

// draw has it there at once, if it can be had: else the surveys are published
// anew as soon as it is.
func (p *Publisher) draw(ctx context.Context, shop app.ShopID, d app.Document) error {
	if err := p.want(ctx, shop, d); err != nil || p.Catalogue == nil {
		return err
	}
	p.Catalogue.TryDraw(ctx, shop, d)
	return nil
}

// Offer is a draft as it would be shown now, with what the shop's catalogue
// offers, and which of its questions are not asked because that is nothing.
// Errors: Unavailable.
func (p *Publisher) Offer(ctx context.Context, shop app.ShopID, d app.Document) (app.Document, []app.FieldError, error) {
	offered, err := catalogue.Offered(ctx, p.Store, shop, d)
	var empty []app.FieldError
	for i, q := range offered.Questions {
		if catalogue.Empty(q) {
			empty = append(empty, app.FieldError{Field: fmt.Sprintf("questions.%d.source", i), Code: "empty", Message: fmt.Sprintf(
				"Question %s: there is nothing in the catalogue to choose from. It is asked as soon as there is.", q.Key)})
		}
	}
	return offered, empty, err
}
