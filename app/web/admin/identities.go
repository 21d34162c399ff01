package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
	"github.com/askwell/askwell/app/store"
)

// identityBody is by what else a person goes. What it is stays masked: the list is
// there to tell one from another and to take a wrong one away. Staff who need to
// write to her have her address in Shopify, which knows who of them may see it.
type identityBody struct {
	ID    string            `json:"id,omitempty" doc:"Names a proven one; none of a claimed one, which is an answer"`
	Kind  app.IdentityKind  `json:"kind" enum:"email,phone,loyalty"`
	Value string            `json:"value" doc:"Masked"`
	Proof app.IdentityProof `json:"proof" enum:"shopify,staff,claimed" doc:"Who vouches; what she claims herself finds nobody"`
	Since time.Time         `json:"since"`
}

func (d *door) identitiesOf(ctx context.Context, shop app.ShopID, who store.Whom) ([]identityBody, error) {
	list, err := d.Store.Identities(ctx, shop, who)
	bodies := make([]identityBody, len(list))
	for i, one := range list {
		bodies[i] = identityBody{one.ID, one.Kind, contact.Mask(one.Kind, one.Value), one.Proof, one.Since}
	}
	return bodies, err
}

type proveIn struct {
	PersonPath
	Body struct {
		Kind  app.IdentityKind `json:"kind" enum:"email,phone,loyalty"`
		Value string           `json:"value" minLength:"1" maxLength:"254" doc:"As it is written; a phone number with its country's code"`
	}
}

type provenOut struct {
	Body struct {
		Identities []identityBody `json:"identities"`
		Joined     int            `json:"joined" doc:"How many who were proven to go by it too are this person now"`
		Person     personBody     `json:"person" doc:"Who she is now"`
	}
}

// prove keeps what a member of staff knows somebody goes by.
func (d *door) prove(ctx context.Context, shop app.ShopID, in *proveIn) (*provenOut, error) {
	who, err := in.who()
	if err != nil {
		return nil, err
	}
	proven, err := d.Identities.Prove(ctx, shop, actor(ctx), who, app.Identity{Kind: in.Body.Kind, Value: in.Body.Value})
	if err != nil {
		return nil, err
	}
	var out provenOut
	out.Body.Joined = len(proven.Joined)
	if who, err = d.Store.WhomOf(ctx, shop, proven.Profile); err != nil {
		return nil, err
	}
	if out.Body.Person, err = d.personBody(ctx, shop, who); err != nil {
		return nil, err
	}
	out.Body.Identities, err = d.identitiesOf(ctx, shop, who)
	return &out, err
}

type forgetIn struct {
	PersonPath
	ID string `path:"identity" pattern:"^[0-9a-f]{64}$"`
}

// forget takes back what a member of staff proved.
func (d *door) forget(ctx context.Context, shop app.ShopID, in *forgetIn) (*identitiesOut, error) {
	who, err := in.who()
	if err != nil {
		return nil, err
	}
	if err := d.Identities.Forget(ctx, shop, actor(ctx), who, in.ID); err != nil {
		return nil, err
	}
	var out identitiesOut
	out.Body.Identities, err = d.identitiesOf(ctx, shop, who)
	return &out, err
}

type identitiesOut struct {
	Body struct {
		Identities []identityBody `json:"identities"`
	}
}
