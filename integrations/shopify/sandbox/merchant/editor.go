package merchant

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
)

// themeTemplate is a kind of page of the theme, and one such page to look at.
type themeTemplate struct{ Name, Title, Preview string }

// templates are those of the sandbox's only theme.
func (v *visit) templates() []themeTemplate {
	product := "/"
	if onSale := v.shop.OnSale(); len(onSale) > 0 {
		product = "/products/" + onSale[0].Handle
	}
	return []themeTemplate{{"index", "Home page", "/"}, {"product", "Product page", product}, {"cart", "Cart", "/cart"}}
}

func (a *Admin) themes(v *visit) {
	v.show("themes.html", "store", "Themes", v.templates())
}

// placed is one of the app's blocks in the theme editor.
type placed struct {
	extension.Block
	Here bool // stands on this template
	New  bool // the deep link named it
}

// editor is where an app's deep links lead: a template's page with the app's
// blocks. The sandbox's theme draws a block wherever it may stand, so there is
// nothing to drag (shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration).
func (a *Admin) editor(v *visit) {
	query := v.r.URL.Query()
	wanted := query.Get("template")
	open := v.templates()[1]
	for _, t := range v.templates() {
		if t.Name == wanted {
			open = t
		}
	}
	key, block, _ := strings.Cut(query.Get("addAppBlockId")+query.Get("activateAppId"), "/")
	page := struct {
		Open      themeTemplate
		Templates []themeTemplate
		Blocks    []placed
		Asked     string // the block the deep link named, "" for none
		Unknown   bool   // there is no such block
	}{Open: open, Templates: v.templates(), Asked: block, Unknown: block != ""}
	for _, e := range a.extensions {
		for _, b := range e.Blocks {
			named := b.Handle == block && key == a.world.App.Key
			page.Unknown = page.Unknown && !named
			page.Blocks = append(page.Blocks, placed{b, v.shop.Installed != nil && slices.Contains(b.On(), open.Name), named})
		}
	}
	v.show("editor.html", "store", "Theme editor", page)
}
