package site

import (
	"html/template"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// frame is what every page of a shop shows around its content.
type frame struct {
	Title    string
	Shop     *world.Shop
	Shops    []*world.Shop
	Customer *world.Customer // nil: a guest
	Cart     []*world.Line
	Locale   string
	Country  string
	Path     string // without the language, with its query
	Panel    panel
	Year     int
	App      theme.Drawn // the app's blocks

	words words
}

// frame gathers a page's surroundings. The caller holds the lock.
func (s *Site) frame(w http.ResponseWriter, r *http.Request) frame {
	return s.frameIn(w, r, s.Here(w, r))
}

func (s *Site) frameIn(w http.ResponseWriter, r *http.Request, shop *world.Shop) frame {
	f := frame{
		Shop: shop, Shops: s.world.Shops, Customer: shopper(r, shop), Cart: cart(r, shop), Year: s.world.Now().Year(),
		Country: country(r, shop), Path: own(r.URL.RequestURI()), words: s.words,
	}
	f.Locale = locale(w, r, shop, f.Customer)
	f.Panel = s.panel(shop, f.Customer)
	return f
}

// T is a text in the page's language.
func (f frame) T(key string, values ...any) (string, error) {
	return f.words.say(f.Locale, key, values...)
}

// At is a path of the shop in the page's language.
func (f frame) At(path string) string { return inLocale(f.Shop, f.Locale, path) }

// Price writes an amount as the shop does.
func (f frame) Price(hundredths int64) string { return theme.Money(f.Shop, hundredths) }

// Items is the number of things in the cart.
func (f frame) Items() (n int) {
	for _, l := range f.Cart {
		n += l.Quantity
	}
	return n
}

// Sum is the cart's total.
func (f frame) Sum() int64 { return (&world.Order{Lines: f.Cart}).Total() }

// Menu are the collections the shop shows in its header, after the one of all.
func (f frame) Menu() []*world.Collection {
	var out []*world.Collection
	for _, c := range f.Shop.Collections {
		if c.Handle != "all" && len(out) < 3 {
			out = append(out, c)
		}
	}
	return out
}

// Written are the pages written for the app's blocks, nil where they would be empty.
func (f frame) Written() []string {
	if f.Shop.Installed == nil {
		return nil
	}
	return world.PageTemplates
}

// choice is an entry of a switch.
type choice struct {
	Code, Name string
	Here       bool
}

// Languages are what the shopper may read.
func (f frame) Languages() []choice {
	out := make([]choice, len(f.Shop.Languages))
	for i, code := range f.Shop.Languages {
		_, own := world.LanguageName(code)
		out[i] = choice{code, own, code == f.Locale}
	}
	return out
}

// Countries are where she may buy from.
func (f frame) Countries() []choice {
	codes := f.Shop.Countries()
	out := make([]choice, len(codes))
	for i, code := range codes {
		name, err := f.T("country_" + code)
		if err != nil { // a shop's own that the others do not sell to
			name = world.CountryName(code)
		}
		out[i] = choice{code, name, code == f.Country}
	}
	return out
}

// summary is what the order summary shows.
type summary struct {
	frame
	Lines         []*world.Line
	Subtotal, Off int64
	Code          string
}

// Total is what is to be paid.
func (s summary) Total() int64 { return s.Subtotal - s.Off }

// Summary is of the cart.
func (f frame) Summary() summary { return summary{f, f.Cart, f.Sum(), 0, ""} }

// drawn adds the app's blocks of a template's page.
func (s *Site) drawn(f frame, r *http.Request, on string, page theme.Page) frame {
	page.Shop, page.Customer, page.Cart, page.Locale, page.Country, page.Title = f.Shop, f.Customer, f.Cart, f.Locale, f.Country, f.Title
	page.Template, page.Host, page.Path = on, r.Host, f.At(r.URL.Path)
	page.Editor = r.URL.Query().Get("editor") == "1"
	f.App = s.theme.Draw(page)
	for _, fault := range f.App.Faults {
		s.log.Error("sandbox: theme block not drawn", "error", fault)
	}
	return f
}

// Draw draws a product.
func Draw(p *world.Product) template.HTML { return drawArt(p) }
