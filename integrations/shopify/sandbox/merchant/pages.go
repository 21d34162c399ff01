package merchant

import (
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/site"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

//go:embed pages
var pageFiles embed.FS

// pages are the parsed templates, each in the frame.
type pages struct {
	byName map[string]*template.Template
	static fs.FS
}

// layout is drawn around every page.
const layout = "frame.html"

func newPages(draw func(*world.Product) template.HTML) (*pages, error) {
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, err
	}
	p := &pages{byName: map[string]*template.Template{}}
	for _, name := range names {
		t, err := template.New(layout).Funcs(template.FuncMap{
			"art": draw, "money": world.Money, "icon": icon, "day": day, "moment": moment, "ours": ours, "sentence": sentence, "join": strings.Join,
			"initial": initial, "parts": parts, "entry": newEntry,
		}).ParseFS(pageFiles, "pages/"+layout, "pages/parts.html", name)
		if err != nil {
			return nil, err
		}
		p.byName[path.Base(name)] = t
	}
	p.static, err = fs.Sub(pageFiles, "pages/static")
	return p, err
}

// shell is what a page shows around its content.
type shell struct {
	Title   string
	Section string // the entry of the navigation that is open
	Shop    *world.Shop
	Shops   []*world.Shop
	App     string // the app's name
	AppPath string
	Sought  string // what the search field holds
	Said    string
	Told    string // whose page it is, "" for nobody's
	About   string // gids of it, for the ledger
	Page    any
}

func (v *visit) shell(section, title string, data any) shell {
	m := v.a.world.App.Manifest
	query := v.r.URL.Query()
	sh := shell{
		Title: title, Section: section, Shop: v.shop, Shops: v.a.world.Shops, App: m.Name, AppPath: m.AdminPath(),
		Said: said[query.Get("said")], Told: v.told, About: strings.Join(v.about, " "), Page: data,
	}
	if section == "search" {
		sh.Sought = query.Get("query")
	}
	return sh
}

// Root is where another shop is looked at from here: the same section of it.
func (s shell) Root() string {
	switch s.Section {
	case "app":
		return s.AppPath
	case "store":
		return "/admin/themes"
	case "", "search":
		return "/admin/home"
	}
	return "/admin/" + s.Section
}

// entry is a line of the navigation.
type entry struct {
	Icon, Label, Href string
	Open              bool
}

func newEntry(s shell, section, label, href string) entry {
	return entry{section, label, href, s.Section == section}
}

// parts gives a template several values by their names.
func parts(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}

func (a *Admin) show(w http.ResponseWriter, status int, name string, data shell) {
	if err := site.Write(w, status, a.pages.byName[name], a.contentPolicy(), data); err != nil {
		a.log.Error("sandbox: page of the admin not drawn", "page", name, "error", err)
	}
}

// contentPolicy frames the app and the shop's own pages, and runs nothing inline.
// Pictures are drawn with style attributes.
func (a *Admin) contentPolicy() string {
	app := a.world.App.URL.Scheme + "://" + a.world.App.URL.Host
	return "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; " +
		"connect-src 'self' " + app + "; frame-src 'self' " + app + "; frame-ancestors 'self'; form-action 'self'; base-uri 'none'; object-src 'none'"
}

func day(at time.Time) string    { return at.UTC().Format("2 Jan 2006") }
func moment(at time.Time) string { return at.UTC().Format("2 Jan 2006, 15:04") }

// sentence reads an enum aloud: "NOT_SUBSCRIBED" → "Not subscribed".
func sentence(enum string) string {
	if enum == "" {
		return ""
	}
	lower := strings.ToLower(strings.ReplaceAll(enum, "_", " "))
	return strings.ToUpper(lower[:1]) + lower[1:]
}

// initial is what stands for a name where there is room for a letter.
func initial(name string) string {
	for _, r := range name {
		return string(r)
	}
	return ""
}

// ours reports whether a tag or metafield was written by the app.
func ours(name string) bool {
	return strings.HasPrefix(name, "askwell:") || strings.HasPrefix(name, "$app")
}
