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
		RetentionBody
		PurposesBody
		LanguagesBody
	}
}

type settingsIn struct {
	Body struct {
		Budget    *app.Budget    `json:"budget,omitempty" doc:"Without it, what is usual"`
		Purposes  []app.Purpose  `json:"purposes,omitempty" doc:"All of them; without it they stay as they are"`
		Retention *app.Retention `json:"retention,omitempty" doc:"Without it things are kept as long as they were"`
		Languages []string       `json:"languages,omitempty" doc:"All of them, the fallback first; without it they stay as they are"`
	}
}

func (d *door) settings(ctx context.Context, id app.ShopID, _ *struct{}) (*settingsOut, error) {
	shop, err := d.Store.Shop(ctx, id)
	var out settingsOut
	out.Body.Budget, out.Body.Usual = stream.DefaultBudget, stream.DefaultBudget
	if shop.Budget != nil {
		out.Body.Budget = *shop.Budget
	}
	out.Body.RetentionBody, out.Body.PurposesBody, out.Body.LanguagesBody = retentionOf(shop), d.purposesOf(shop), languagesOf(shop)
	return &out, err
}

// decided is what the merchant decides, without what is said of it.
func (o *settingsOut) decided() any {
	return map[string]any{"budget": o.Body.Budget, "retention": o.Body.Retention, "purposes": o.Body.Purposes, "languages": o.Body.Languages}
}

func (d *door) saveSettings(ctx context.Context, shop app.ShopID, in *settingsIn) (*settingsOut, error) {
	own := in.Body.Purposes
	if own != nil {
		if err := settings.CheckPurposes(own); err != nil { // before anything is kept
			return nil, err
		}
	}
	if err := settings.CheckRetention(in.Body.Retention); err != nil {
		return nil, err
	}
	if in.Body.Languages != nil {
		if err := settings.CheckLanguages(in.Body.Languages); err != nil {
			return nil, err
		}
	}
	before, err := d.settings(ctx, shop, nil)
	if err != nil {
		return nil, err
	}
	if err := settings.SetBudget(ctx, d.Store, shop, in.Body.Budget); err != nil {
		return nil, err
	}
	if own != nil {
		if err := settings.SetPurposes(ctx, d.Store, shop, own); err != nil {
			return nil, err
		}
	}
	if in.Body.Retention != nil {
		if err := settings.SetRetention(ctx, d.Store, shop, in.Body.Retention); err != nil {
			return nil, err
		}
	}
	if in.Body.Languages != nil {
		known, err := d.Store.Shop(ctx, shop)
		if err != nil {
			return nil, err
		}
		if err := settings.SetLanguages(ctx, d.Store, known, in.Body.Languages); err != nil {
			return nil, err
		}
	}
	now, err := d.settings(ctx, shop, nil)
	if err == nil {
		differ(ctx, before.decided(), now.decided())
	}
	return now, err
}
