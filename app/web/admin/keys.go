package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/key"
	"github.com/askwell/askwell/app/store"
)

type keyBody struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Prefix    string      `json:"prefix" doc:"What the key begins with"`
	Scopes    []app.Scope `json:"scopes"`
	By        string      `json:"by" doc:"Who made it: user/7 a member of staff, key/… a program"`
	CreatedAt time.Time   `json:"created_at"`
	ExpiresAt time.Time   `json:"expires_at,omitzero"`
	UsedOn    string      `json:"used_on,omitempty" format:"date" doc:"The day it was used last, UTC"`
	RevokedAt time.Time   `json:"revoked_at,omitzero"`
}

type keysOut struct {
	PageOut
	Body struct {
		Keys []keyBody `json:"keys"`
		Next string    `json:"next,omitempty"`
	}
}

type keyIn struct {
	Body struct {
		Name      string      `json:"name" maxLength:"320" doc:"What it is for"`
		Scopes    []app.Scope `json:"scopes" minItems:"1" maxItems:"50" doc:"What it may be used for"`
		ExpiresAt time.Time   `json:"expires_at,omitzero" doc:"Without it, it does not expire"`
	}
}

type madeKey struct {
	Body struct {
		Key   keyBody `json:"key"`
		Token string  `json:"token" doc:"The key. It is shown this once and kept nowhere"`
	}
}

// KeyPath names the key in a path.
type KeyPath struct {
	Key string `path:"key" maxLength:"64" pattern:"^[0-9A-Za-z-]+$"`
}

func (d *door) keys(ctx context.Context, shop app.ShopID, in *PageIn) (*keysOut, error) {
	var after store.AfterKey
	if err := in.after("keys", &after.CreatedAt, &after.ID); err != nil {
		return nil, err
	}
	found, err := d.Store.APIKeys(ctx, shop, after, in.Limit+1)
	found, next, page := paged(ctx, *in, "keys", found, func(k app.APIKey) []any { return []any{k.CreatedAt, k.ID} })
	out := keysOut{PageOut: page}
	out.Body.Next, out.Body.Keys = next, make([]keyBody, len(found))
	for i, k := range found {
		out.Body.Keys[i] = keyOf(k)
	}
	return &out, err
}

func (d *door) makeKey(ctx context.Context, shop app.ShopID, in *keyIn) (*madeKey, error) {
	who, out := callerOf(ctx), madeKey{}
	var within []app.Scope
	if who.key != nil {
		within = who.key.Scopes
	}
	made, token, err := d.Keys.Make(ctx, shop, who.actor, within, key.Wish(in.Body))
	out.Body.Key, out.Body.Token = keyOf(made), token
	return &out, err
}

func (d *door) revokeKey(ctx context.Context, shop app.ShopID, in *KeyPath) (*struct{ Body keyBody }, error) {
	if err := d.Store.RevokeAPIKey(ctx, shop, in.Key); err != nil {
		return nil, err
	}
	now, _, err := d.Store.APIKeyByID(ctx, in.Key)
	return &struct{ Body keyBody }{keyOf(now)}, err
}

func keyOf(k app.APIKey) keyBody {
	body := keyBody{
		ID: k.ID, Name: k.Name, Prefix: key.Prefix + k.ID, Scopes: k.Scopes, By: k.By,
		CreatedAt: k.CreatedAt, ExpiresAt: k.ExpiresAt, RevokedAt: k.RevokedAt,
	}
	if !k.UsedAt.IsZero() {
		body.UsedOn = k.UsedAt.UTC().Format(time.DateOnly)
	}
	return body
}
