package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
)

type authorizeIn struct {
	Body struct {
		Kind        string            `json:"kind" maxLength:"64"`
		Title       string            `json:"title,omitempty" doc:"Without it, the provider's"`
		Destination app.DestinationID `json:"destination,omitempty" maxLength:"64" doc:"One that is connected again; without it, a new one"`
	}
}

type authorizeOut struct {
	Body struct {
		URL string `json:"url" doc:"The vendor's page, to be opened in the whole window"`
	}
}

type claimIn struct {
	Body struct {
		Claim string `json:"claim" maxLength:"128" doc:"What the merchant has come back with"`
	}
}

func (d *door) authorizeDestination(ctx context.Context, shop app.ShopID, in *authorizeIn) (*authorizeOut, error) {
	at, err := d.Connections.Authorize(ctx, shop, connect.Departure{
		Staff: actor(ctx), Kind: in.Body.Kind, Title: in.Body.Title, Destination: in.Body.Destination,
	})
	var out authorizeOut
	out.Body.URL = at
	return &out, err
}

func (d *door) claimDestination(ctx context.Context, shop app.ShopID, in *claimIn) (*connectedOut, error) {
	made, err := d.Connections.Claim(ctx, shop, actor(ctx), in.Body.Claim)
	return d.connectedOut(ctx, made, err)
}
