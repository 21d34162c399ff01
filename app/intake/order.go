package intake

import (
	"cmp"
	"context"

	"github.com/askwell/askwell/app"
)

// orderBody is the little of an order that we keep.
type orderBody struct {
	ID           number `json:"id"`
	GID          number `json:"admin_graphql_api_id"`
	Name         string `json:"name"`
	Currency     string `json:"currency"`
	Total        string `json:"total_price"`
	CurrentTotal string `json:"current_total_price"`
	CreatedAt    moment `json:"created_at"`
	UpdatedAt    moment `json:"updated_at"`
	Customer     *struct {
		ID  number `json:"id"`
		GID number `json:"admin_graphql_api_id"`
	} `json:"customer"`
}

// order keeps an order and gives it the answers that wait for it.
func (i *Intake) order(ctx context.Context, w app.Webhook) error {
	body, err := parse[orderBody](w)
	if err != nil {
		return err
	}
	o := app.Order{
		ID:        app.OrderID(cmp.Or(body.ID, body.GID)),
		Name:      clean(body.Name, 255),
		Currency:  matching(currency, body.Currency),
		Total:     matching(decimal, cmp.Or(body.CurrentTotal, body.Total)),
		UpdatedAt: body.UpdatedAt.or(happened(w)),
	}
	o.CreatedAt = body.CreatedAt.or(o.UpdatedAt)
	if body.Customer != nil {
		o.Customer = app.CustomerID(cmp.Or(body.Customer.ID, body.Customer.GID))
	}
	if o.ID == 0 {
		return drop("the order has no id")
	}
	due, err := i.Store.RecordOrder(ctx, w.Shop, o)
	i.ring(ctx, w.Shop, due)
	return err
}
