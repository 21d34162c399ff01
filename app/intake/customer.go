package intake

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type customerBody struct {
	ID        number `json:"id"`
	GID       number `json:"admin_graphql_api_id"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
	UpdatedAt moment `json:"updated_at"`
}

func parseCustomer(w app.Webhook) (customerBody, app.CustomerID, error) {
	body, err := parse[customerBody](w)
	id := app.CustomerID(cmp.Or(body.ID, body.GID))
	if err == nil && id == 0 {
		err = drop("the customer has no id")
	}
	return body, id, err
}

// customer learns how to reach somebody who has answered.
func (i *Intake) customer(ctx context.Context, w app.Webhook) error {
	body, id, err := parseCustomer(w)
	if err != nil {
		return err
	}
	return i.Store.LearnContact(ctx, w.Shop, body.contact(id, happened(w)))
}

// contact is how a customer is reached, told at a moment if she does not say when.
func (b customerBody) contact(id app.CustomerID, told time.Time) store.Contact {
	return store.Contact{Customer: id, Email: clean(b.Email, 320), Phone: clean(b.Phone, 40), At: b.UpdatedAt.or(told)}
}

func (i *Intake) customerDeleted(ctx context.Context, w app.Webhook) error {
	_, id, err := parseCustomer(w)
	if err != nil {
		return err
	}
	return i.Store.ForgetCustomer(ctx, w.Shop, id)
}

type mergeBody struct {
	Kept   number `json:"admin_graphql_api_customer_kept_id"`
	Gone   number `json:"admin_graphql_api_customer_deleted_id"`
	Status string `json:"status"`
}

// customersMerged gives the answers of the customer who is gone to the one kept.
func (i *Intake) customersMerged(ctx context.Context, w app.Webhook) error {
	body, err := parse[mergeBody](w)
	switch {
	case err != nil:
		return err
	case body.Kept == 0 || body.Gone == 0 || body.Kept == body.Gone:
		return drop("the merge does not name two customers")
	case !strings.EqualFold(body.Status, "completed"):
		return drop("the merge is not completed")
	}
	due, err := i.Store.MergeCustomers(ctx, w.Shop, app.CustomerID(body.Kept), app.CustomerID(body.Gone))
	i.ring(ctx, w.Shop, due)
	return err
}
