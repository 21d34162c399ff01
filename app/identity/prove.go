package identity

import (
	"context"
	"errors"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
	"github.com/askwell/askwell/app/store"
)

// Prove keeps that somebody goes by an identity, on the word of a member of staff,
// "user/7": its value is as it was written. A guest who is proven to go by it too is
// the same person from then on. Errors: Invalid; NotFound for nobody, or a guest who
// never answered; Conflict when another customer goes by it.
func (r *Registry) Prove(ctx context.Context, shop app.ShopID, by string, who store.Whom, i app.Identity) (store.Proven, error) {
	value, err := contact.Normal(i.Kind, i.Value, "")
	if err != nil {
		return store.Proven{}, named(err, "value")
	}
	if who, err = r.Person(ctx, shop, who); err != nil {
		return store.Proven{}, err
	}
	i.Value, i.By = value, by
	proven, err := r.Store.ProveIdentity(ctx, shop, who, i)
	if err != nil {
		return proven, err
	}
	r.Logger.InfoContext(ctx, "identity proven", "shop", shop, "kind", i.Kind, "by", by, "joined", len(proven.Joined))
	r.ring(ctx, shop, proven.Due)
	return proven, nil
}

// named puts a field's name on a refusal of it.
func named(err error, field string) error {
	var refused *app.Error
	if !errors.As(err, &refused) {
		return err
	}
	for i := range refused.Fields {
		refused.Fields[i].Field = field
	}
	return err
}

// Forget forgets an identity that staff proved. Errors: NotFound, Conflict when
// Shopify says so.
func (r *Registry) Forget(ctx context.Context, shop app.ShopID, by string, who store.Whom, id string) error {
	who, err := r.Person(ctx, shop, who)
	if err != nil {
		return err
	}
	if err := r.Store.ForgetIdentity(ctx, shop, who, id); err != nil {
		return err
	}
	r.Logger.InfoContext(ctx, "identity forgotten", "shop", shop, "by", by)
	return nil
}
