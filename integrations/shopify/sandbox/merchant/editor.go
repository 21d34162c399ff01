package merchant

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// themeTemplate is a kind of page of the theme, and one such page to look at.
type themeTemplate struct{ Name, Title, Preview string }

// templates are those of the sandbox's only theme; the last stands for the
// embeds, which are on every page.
func (v *visit) templates() []themeTemplate {
	product := "/"
	if onSale := v.shop.OnSale(); len(onSale) > 0 {
		product = "/products/" + onSale[0].Handle
	}
	all := []themeTemplate{
		{"index", "Home page", "/"},
		{"product", "Product page", product},
		{"collection", "Collection", "/collections/all"},
		{"cart", "Cart", "/cart"},
		{"search", "Search", "/search"},
		{"page", "Page", "/pages/about"},
	}
	for _, name := range world.PageTemplates {
		all = append(all, themeTemplate{"page." + name, "Page: " + name, "/pages/" + name})
	}
	return append(all, themeTemplate{world.Embeds, "App embeds", "/"})
}

func (a *Admin) themes(v *visit) {
	v.show("themes.html", "store", "Themes", v.templates())
}

// placed is a block on the page, with what can be chosen for it.
type placed struct {
	extension.Standing
	Index   int  // among those on the page, -1 for one not there
	Asked   bool // by a deep link, or the merchant has just set it
	Choices []choice
}

// choice is a setting and its value.
type choice struct {
	extension.Setting
	Value string
}

// editor is the theme editor, where an app's deep links lead as well
// (shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration).
func (a *Admin) editor(v *visit) {
	query := v.r.URL.Query()
	open := v.templateNamed(query.Get("template"))
	id := query.Get("addAppBlockId")
	if embed := query.Get("activateAppId"); embed != "" {
		id, open = embed, v.templateNamed(world.Embeds)
	}
	page := struct {
		Open      themeTemplate
		Templates []themeTemplate
		Standing  []placed
		More      []placed
		Unknown   string // the block the deep link names, when there is none
	}{Open: open, Templates: v.templates()}
	key, block, _ := strings.Cut(id, "/")
	asked := func(handle string) bool { return key == a.world.App.Key && handle == block }
	if v.shop.Installed != nil {
		for i, s := range extension.Stand(a.extensions, v.shop.Theme, open.Name) {
			page.Standing = append(page.Standing, placed{s, i, asked(s.Handle) || query.Get("at") == strconv.Itoa(i), v.choices(s)})
		}
		for _, s := range extension.Fitting(a.extensions, open.Name) {
			there := slices.ContainsFunc(page.Standing, func(p placed) bool { return p.Handle == s.Handle })
			page.More = append(page.More, placed{s, -1, asked(s.Handle) && !there, nil})
		}
	}
	if id != "" && !slices.ContainsFunc(slices.Concat(page.Standing, page.More), func(p placed) bool { return asked(p.Handle) }) {
		page.Unknown = id
	}
	v.show("editor.html", "store", "Theme editor", page)
}

// checkoutEditor stands for the editor of checkout and accounts, where an app's deep links
// lead as well. Nothing is arranged in it: there a block stands as soon as its app does.
func (a *Admin) checkoutEditor(v *visit) {
	page := struct {
		Asked  string // the page a deep link names
		Blocks []checkoutBlock
	}{Asked: v.r.URL.Query().Get("page")}
	if v.shop.Installed != nil {
		for _, e := range a.extensions {
			for _, target := range e.Targets {
				if e.Bundle != "" && (strings.HasPrefix(target, "purchase.") || strings.HasPrefix(target, "customer-account.")) {
					page.Blocks = append(page.Blocks, checkoutBlock{e.Handle, target})
				}
			}
		}
	}
	v.show("checkout.html", "settings", "Checkout editor", page)
}

type checkoutBlock struct{ Handle, Target string }

// templateNamed is a template of the theme, the product's for any other name.
func (v *visit) templateNamed(name string) themeTemplate {
	all := v.templates()
	if i := slices.IndexFunc(all, func(t themeTemplate) bool { return t.Name == name }); i >= 0 {
		return all[i]
	}
	return all[1]
}

func (v *visit) choices(s extension.Standing) []choice {
	var out []choice
	for _, setting := range s.Block.Settings {
		setting.Options = append(setting.Options, v.offered(setting.Type)...)
		value, chosen := s.Settings[setting.ID]
		if !chosen && len(setting.Default) > 0 {
			_ = json.Unmarshal(setting.Default, &value) // what is no JSON has no default
		}
		c := choice{Setting: setting}
		switch value := value.(type) {
		case string:
			c.Value = value
		case bool, float64:
			text, _ := json.Marshal(value)
			c.Value = string(text)
		}
		out = append(out, c)
	}
	return out
}

// offered are the values of a setting that names a thing of the shop or its theme.
func (v *visit) offered(kind string) []extension.Option {
	none := extension.Option{Label: "None"}
	switch kind {
	case "collection":
		out := []extension.Option{none}
		for _, c := range v.shop.Collections {
			out = append(out, extension.Option{Value: c.Handle, Label: c.Title})
		}
		return out
	case "color_scheme":
		out := []extension.Option{none}
		for n, name := range world.Schemes {
			out = append(out, extension.Option{Value: name, Label: "Scheme " + strconv.Itoa(n+1)})
		}
		return out
	}
	return nil
}

// arrange adds a block to a template, takes one away or changes its settings.
func (a *Admin) arrange(v *visit) {
	on := v.templateNamed(v.r.PostFormValue("template")).Name
	standing := extension.Stand(a.extensions, v.shop.Theme, on)
	at, err := strconv.Atoi(v.r.PostFormValue("at"))
	here := err == nil && at >= 0 && at < len(standing)
	switch do := v.r.PostFormValue("do"); {
	case do == "add":
		for _, s := range extension.Fitting(a.extensions, on) {
			if s.Handle == v.r.PostFormValue("block") && len(standing) < maxBlocks {
				standing = append(standing, s)
			}
		}
	case do == "remove" && here:
		standing = slices.Delete(standing, at, at+1)
	case do == "set" && here:
		standing[at].Settings = v.settingsOf(standing[at].Block)
	}
	next := make([]world.Placed, len(standing))
	for i, s := range standing {
		next[i] = world.Placed{Type: s.Handle, Settings: s.Settings}
	}
	if v.shop.Theme == nil {
		v.shop.Theme = world.Theme{}
	}
	v.shop.Theme[on] = next
	a.world.Changed()
	there := url.Values{"template": {on}, "said": {"theme"}}
	if v.r.PostFormValue("do") == "set" && here {
		there.Set("at", strconv.Itoa(at))
	}
	http.Redirect(v.w, v.r, "/admin/themes/current/editor?"+there.Encode(), http.StatusSeeOther)
}

const maxBlocks = 25 // Shopify's limit for a section

// settingsOf reads a block's settings from a form: numbers and boxes as such.
func (v *visit) settingsOf(b extension.Block) map[string]any {
	out := map[string]any{}
	for _, s := range b.Settings {
		value := v.r.PostFormValue("setting." + s.ID)
		switch s.Type {
		case "checkbox":
			out[s.ID] = value != ""
		case "number", "range":
			if n, err := strconv.ParseFloat(value, 64); err == nil {
				out[s.ID] = n
			}
		default:
			if s.ID != "" && len(value) <= maxSetting {
				out[s.ID] = value
			}
		}
	}
	return out
}

const maxSetting = 5000 // bytes of a text
