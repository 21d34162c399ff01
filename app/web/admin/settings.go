package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/stream"
)

type settingsOut struct {
	Body struct {
		Budget app.Budget `json:"budget" doc:"The most a shopper is asked; 0 is no limit"`
		Usual  app.Budget `json:"usual" doc:"What a shop asks that says nothing else"`
	}
}

type settingsIn struct {
	Body struct {
		Budget *app.Budget `json:"budget,omitempty" doc:"Without it, what is usual"`
	}
}

func (d *door) settings(ctx context.Context, id app.ShopID, _ *struct{}) (*settingsOut, error) {
	shop, err := d.Store.Shop(ctx, id)
	var out settingsOut
	out.Body.Budget, out.Body.Usual = stream.DefaultBudget, stream.DefaultBudget
	if shop.Budget != nil {
		out.Body.Budget = *shop.Budget
	}
	return &out, err
}

func (d *door) saveSettings(ctx context.Context, shop app.ShopID, in *settingsIn) (*settingsOut, error) {
	if err := settings.SetBudget(ctx, d.Store, shop, in.Body.Budget); err != nil {
		return nil, err
	}
	return d.settings(ctx, shop, nil)
}
