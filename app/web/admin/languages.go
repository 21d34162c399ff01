package admin

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/template"
)

// LanguagesBody is the part of the settings that says what new surveys are written in.
type LanguagesBody struct {
	Languages      []string `json:"languages" doc:"What new surveys and templates are written in; the first is shown where a shopper's own is missing"`
	UsualLanguages []string `json:"usual_languages" doc:"What a shop writes in that says nothing else: its own language"`
}

func languagesOf(shop app.Shop) LanguagesBody {
	return LanguagesBody{Languages: shop.WritesIn(), UsualLanguages: shop.UsualLanguages()}
}

// spoken is how a shop wants a template whose merchant says nothing of languages: in those
// it has chosen, as far as the template has them, and in all when it has none of them.
func (d *door) spoken(ctx context.Context, id app.ShopID, name string, wish template.Wish) (template.Wish, error) {
	if len(wish.Languages) > 0 {
		return wish, nil
	}
	shop, err := d.Store.Shop(ctx, id)
	if err != nil || len(shop.Languages) == 0 {
		return wish, err
	}
	t, err := template.Get(name)
	if err != nil {
		return wish, err
	}
	has := t.Languages()
	wish.Languages = slices.DeleteFunc(slices.Clone(shop.Languages), func(one string) bool { return !slices.Contains(has, one) })
	return wish, nil
}
