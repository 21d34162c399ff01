package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// joinBody is somebody who turned out to be this person.
type joinBody struct {
	From     app.ProfileID `json:"from" doc:"Names her in order to part them"`
	Customer string        `json:"customer,omitempty" doc:"Shopify's number of who the other is or was; none of a guest"`
	Cause    app.JoinCause `json:"cause" enum:"login,order,merge,identity" doc:"Why they are one"`
	JoinedAt time.Time     `json:"joined_at"`
	PartedAt time.Time     `json:"parted_at,omitzero" doc:"When somebody said that they are two; while they are one it is missing"`
	Answers  int           `json:"answers" doc:"How many answers she brought"`
}

func (d *door) joinsOf(ctx context.Context, shop app.ShopID, who store.Whom) ([]joinBody, error) {
	list, err := d.Identities.Joins(ctx, shop, who)
	bodies := make([]joinBody, len(list))
	for i, one := range list {
		other := one.Customer
		if !one.PartedAt.IsZero() && other == who.Customer {
			other = one.Via // it was she who was taken for another
		}
		bodies[i] = joinBody{
			From: one.From, Customer: numberText(int64(other)), Cause: one.Cause, JoinedAt: one.JoinedAt, PartedAt: one.PartedAt, Answers: one.Answers,
		}
	}
	return bodies, err
}

type partIn struct {
	PersonPath
	Body struct {
		From app.ProfileID `json:"from" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9-]+$" doc:"Of one of her joins"`
	}
}

type partOut struct {
	Body struct {
		Person personBody `json:"person" doc:"Who is another person now, or who both are again"`
		Joins  []joinBody `json:"joins" doc:"Of the person who was named"`
	}
}

// part undoes a join: everything told as the other is hers again, and Joins still
// names her, so that it can be undone by joinAgain.
func (d *door) part(ctx context.Context, shop app.ShopID, in *partIn) (*partOut, error) {
	return d.rejoined(ctx, shop, in, d.Identities.Part)
}

// joinAgain undoes a part.
func (d *door) joinAgain(ctx context.Context, shop app.ShopID, in *partIn) (*partOut, error) {
	return d.rejoined(ctx, shop, in, d.Identities.JoinAgain)
}

func (d *door) rejoined(ctx context.Context, shop app.ShopID, in *partIn, change func(context.Context, app.ShopID, string, store.Whom, app.ProfileID) (store.Whom, error)) (*partOut, error) {
	who, err := in.who()
	if err != nil {
		return nil, err
	}
	other, err := change(ctx, shop, actor(ctx), who, in.Body.From)
	if err != nil {
		return nil, err
	}
	var out partOut
	if out.Body.Person, err = d.personBody(ctx, shop, other); err != nil {
		return nil, err
	}
	out.Body.Joins, err = d.joinsOf(ctx, shop, who)
	return &out, err
}
