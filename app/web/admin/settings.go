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
		TagPrefix string   `json:"tag_prefix" doc:"What our tags on customers in Shopify begin with"`
		Former    []string `json:"former_tag_prefixes" doc:"What they began with before, the last one last: customers of whom nothing was written since still have those"`
	}
}

type settingsIn struct {
	Body struct {
		Budget    *app.Budget    `json:"budget,omitempty" doc:"Without it, what is usual"`
		Purposes  []app.Purpose  `json:"purposes,omitempty" doc:"All of them; without it they stay as they are"`
		Retention *app.Retention `json:"retention,omitempty" doc:"Without it things are kept as long as they were"`
		Languages []string       `json:"languages,omitempty" doc:"All of them, the fallback first; without it they stay as they are"`
		TagPrefix *string        `json:"tag_prefix,omitempty" doc:"\"askwell:\"; without it tags begin as they did. Who was tagged before follows with whatever is next written of her, or with a backfill"`
	}
}

func (d *door) settings(ctx context.Context, id app.ShopID, _ *struct{}) (*settingsOut, error) {
	shop, err := d.Store.Shop(ctx, id)
	return d.settingsOf(shop), err
}

func (d *door) settingsOf(shop app.Shop) *settingsOut {
	var out settingsOut
	out.Body.Budget, out.Body.Usual = stream.DefaultBudget, stream.DefaultBudget
	if shop.Budget != nil {
		out.Body.Budget = *shop.Budget
	}
	out.Body.TagPrefix, out.Body.Former = shop.TagPrefix, append([]string{}, shop.TagPrefixes...)
	out.Body.RetentionBody, out.Body.PurposesBody, out.Body.LanguagesBody = retentionOf(shop), d.purposesOf(shop), languagesOf(shop)
	return &out
}

// decided is what the merchant decides, without what is said of it.
func (o *settingsOut) decided() any {
	return map[string]any{"budget": o.Body.Budget, "retention": o.Body.Retention, "purposes": o.Body.Purposes, "languages": o.Body.Languages, "tag_prefix": o.Body.TagPrefix}
}

func (d *door) saveSettings(ctx context.Context, shop app.ShopID, in *settingsIn) (*settingsOut, error) {
	before, err := d.settings(ctx, shop, nil)
	if err != nil {
		return nil, err
	}
	if err := settings.Save(ctx, d.Store, shop, settings.Wish(in.Body), func(now app.Shop) error {
		return stillEdition(ctx, d.settingsOf(now).decided())
	}); err != nil {
		return nil, err
	}
	now, err := d.settings(ctx, shop, nil)
	if err == nil {
		differ(ctx, before.decided(), now.decided())
	}
	return now, err
}
