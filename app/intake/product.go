package intake

import (
	"cmp"
	"context"
	"strings"

	"github.com/askwell/askwell/app"
)

// productBody is the little of a product that rules ask for.
type productBody struct {
	ID        number `json:"id"`
	GID       number `json:"admin_graphql_api_id"`
	Handle    string `json:"handle"`
	Vendor    string `json:"vendor"`
	Type      string `json:"product_type"`
	Tags      string `json:"tags"`
	UpdatedAt moment `json:"updated_at"`
}

func parseProduct(w app.Webhook) (productBody, app.ProductID, error) {
	body, err := parse[productBody](w)
	id := app.ProductID(cmp.Or(body.ID, body.GID))
	if err == nil && id == 0 {
		err = drop("the product has no id")
	}
	return body, id, err
}

// product keeps what became of a product somebody bought.
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
	return i.Store.ChangeProduct(ctx, w.Shop, told)
}

func (i *Intake) productDeleted(ctx context.Context, w app.Webhook) error {
	_, id, err := parseProduct(w)
	if err != nil {
		return err
	}
	return i.Store.ForgetProduct(ctx, w.Shop, id)
}

// collection has products read again: a collection does not say what is in it.
func (i *Intake) collection(ctx context.Context, w app.Webhook) error {
	return i.Store.ChangeCollections(ctx, w.Shop)
}
