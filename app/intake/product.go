package intake

import (
	"cmp"
	"context"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
)

// productBody is the little of a product that rules ask for and options are made
// of.
type productBody struct {
	ID          number `json:"id"`
	GID         number `json:"admin_graphql_api_id"`
	Handle      string `json:"handle"`
	Title       string `json:"title"`
	Vendor      string `json:"vendor"`
	Type        string `json:"product_type"`
	Tags        string `json:"tags"`
	Status      string `json:"status"`
	PublishedAt moment `json:"published_at"`
	UpdatedAt   moment `json:"updated_at"`
}

func parseProduct(w app.Webhook) (productBody, app.ProductID, error) {
	body, err := parse[productBody](w)
	id := app.ProductID(cmp.Or(body.ID, body.GID))
	if err == nil && id == 0 {
		err = drop("the product has no id")
	}
	return body, id, err
}

// product keeps what became of a product somebody bought, and passes on what may
// be something new to choose from.
func (i *Intake) product(ctx context.Context, w app.Webhook) error {
	body, id, err := parseProduct(w)
	if err != nil {
		return err
	}
	told := app.Product{
		ID: id, Handle: clean(body.Handle, 255), Vendor: clean(body.Vendor, 255), Type: clean(body.Type, 255),
		Tags: []string{}, UpdatedAt: body.UpdatedAt.or(happened(w)),
	}
	for tag := range strings.SplitSeq(body.Tags, ",") {
		if tag = strings.TrimSpace(tag); tag != "" && len(told.Tags) < mostTags {
			told.Tags = append(told.Tags, clean(tag, 255))
		}
	}
	if err := i.Store.ChangeProduct(ctx, w.Shop, told); err != nil {
		return err
	}
	return i.Catalogue.Hear(ctx, w.Shop, catalogue.News{Product: &catalogue.Product{
		ID: number(id).String(), Handle: told.Handle, Title: clean(body.Title, 255), Vendor: told.Vendor, Type: told.Type, Tags: told.Tags,
		OnSale: body.Status == "active" && !body.PublishedAt.IsZero() && !body.PublishedAt.After(i.Now()), New: w.Topic == "products/create",
	}})
}

func (i *Intake) productDeleted(ctx context.Context, w app.Webhook) error {
	_, id, err := parseProduct(w)
	if err != nil {
		return err
	}
	if err := i.Store.ForgetProduct(ctx, w.Shop, id); err != nil {
		return err
	}
	return i.Catalogue.Hear(ctx, w.Shop, catalogue.News{Product: &catalogue.Product{ID: number(id).String()}})
}

// collectionBody is what an option is made of; of one that is gone only the id is
// told.
type collectionBody struct {
	ID     number `json:"id"`
	GID    number `json:"admin_graphql_api_id"`
	Handle string `json:"handle"`
	Title  string `json:"title"`
}

// collection has products read again, for a collection does not say what is in
// it, and passes on what may be something new to choose from.
func (i *Intake) collection(ctx context.Context, w app.Webhook) error {
	body, err := parse[collectionBody](w)
	if err != nil {
		return err
	}
	if err := i.Store.ChangeCollections(ctx, w.Shop); err != nil {
		return err
	}
	return i.Catalogue.Hear(ctx, w.Shop, catalogue.News{Collection: &catalogue.Collection{
		ID: cmp.Or(body.ID, body.GID).String(), Handle: clean(body.Handle, 255), Title: clean(body.Title, 255),
	}})
}
