package preview

import (
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// stands is where a block of the theme is on the pages of a shop.
type stands struct {
	template string // of the page
	place    string // on it: the template, or world.Embeds
	block    string
}

var places = map[app.Surface]stands{
	app.SurfaceTheme:  {"page", "page", "question"},
	app.SurfaceCart:   {"cart", "cart", "cart-reason"},
	app.SurfacePrompt: {"page", world.Embeds, "prompt"},
}

// block draws a block of the theme on a page of a shop in which there is nothing else. It is
// the theme editor's page, where a block shows itself to who arranges it.
func (d *Drawer) block(p page, on app.Surface) Drawing {
	at := places[on]
	shop := &world.Shop{
		ID: 1, Domain: string(p.shop.ID), Name: p.shop.Name, Currency: p.currency(), Country: "SE", Timezone: p.shop.Timezone,
		Languages: []string{p.language}, Installed: &world.Installation{},
		Metafields: world.Metafields{"surveys": {Namespace: world.OwnNamespace, Key: "surveys", Type: "json", Value: p.document}},
		Theme:      world.Theme{"page": {}, "cart": {}, world.Embeds: {}},
	}
	shop.Theme[at.place] = []world.Placed{{Type: at.block}}
	drawn := d.theme.Draw(theme.Page{
		Shop: shop, Template: at.template, Path: "/", Host: string(p.shop.ID), Locale: p.language, Country: "SE", Editor: true,
	})
	var html strings.Builder
	html.WriteString(string(drawn.Head))
	for _, one := range drawn.Sections {
		html.WriteString(string(one))
	}
	html.WriteString(string(drawn.Body))
	return Drawing{HTML: html.String(), Module: d.assets + "theme-blocks/assets/askwell.js"}
}
