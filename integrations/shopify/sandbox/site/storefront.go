package site

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) storefront(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.home)
	mux.HandleFunc("GET /collections/{handle}", s.collectionPage)
	mux.HandleFunc("GET /products/{handle}", s.productPage)
	mux.HandleFunc("GET /collections/{collection}/products/{handle}", s.productPage)
	mux.HandleFunc("GET /pages/{handle}", s.textPage)
	mux.HandleFunc("GET /search", s.searchPage)
	mux.HandleFunc("GET /cart", s.cartPage)
	mux.HandleFunc("GET /cart.js", s.cartJSON)
	mux.HandleFunc("POST /cart", s.changeCart)
	mux.HandleFunc("POST /cart/add", s.changeCart)
	mux.HandleFunc("POST /localization", s.localize)
}

// shelfPage is a page of products.
type shelfPage struct {
	frame
	Shelves []shelf
	Heading string
	Text    string
	Query   string
}

// shelf is a row of products under a name.
type shelf struct {
	Title, Handle string
	Products      []*world.Product
}

// cost is a product's price in a list.
type cost struct{ Now, Before string }

// Cost is what a product costs, or costs at least.
func (p shelfPage) Cost(of *world.Product) cost {
	low, high := of.PriceRange()
	c := cost{Now: p.Price(low)}
	if low != high {
		c.Now, _ = p.T("from", c.Now) // a key the pages have
	}
	if before := of.Variants[0].Compare; before > 0 {
		c.Before = p.Price(before)
	}
	return c
}

func (s *Site) home(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	f.Title = f.Shop.Tagline
	page := shelfPage{Shelves: []shelf{{Products: f.Shop.OnSale()}}}
	page.frame = s.drawn(f, r, "index", theme.Page{})
	s.show(w, http.StatusOK, "home.html", page)
}

func (s *Site) collectionPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	c := f.Shop.Collection(r.PathValue("handle"))
	if c == nil {
		s.missing(w, f)
		return
	}
	f.Title = c.Title
	page := shelfPage{Heading: c.Title, Text: c.Description, Shelves: []shelf{{Products: published(f.Shop.In(c))}}}
	page.frame = s.drawn(f, r, "collection", theme.Page{Collection: c})
	s.show(w, http.StatusOK, "collection.html", page)
}

func published(products []*world.Product) []*world.Product {
	return slices.DeleteFunc(slices.Clone(products), func(p *world.Product) bool { return !p.Published() })
}

// maxQuery bounds what is searched for.
const maxQuery = 100

func (s *Site) searchPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	f.Title, _ = f.T("search") // a key the page itself has
	query := strings.TrimSpace(r.URL.Query().Get("q"))
	query = query[:min(len(query), maxQuery)]
	page := shelfPage{Query: strings.ToValidUTF8(query, "")}
	var found []*world.Product
	for _, p := range f.Shop.OnSale() {
		if query != "" && about(p, query) {
			found = append(found, p)
		}
	}
	page.Shelves = []shelf{{Products: found}}
	page.frame = s.drawn(f, r, "search", theme.Page{})
	s.show(w, http.StatusOK, "search.html", page)
}

// about reports whether a product has every word that is searched for.
func about(p *world.Product, query string) bool {
	text := strings.ToLower(strings.Join(append([]string{p.Title, p.Vendor, p.Type, p.Kind, p.Blurb, p.Description}, p.Tags...), " "))
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// productView is a product's page with one of its variants chosen.
type productView struct {
	frame
	Product *world.Product
	Variant *world.Variant
}

func (s *Site) productPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	p := f.Shop.Product(r.PathValue("handle"))
	if p == nil || !p.Published() {
		s.missing(w, f)
		return
	}
	f.Title = p.Title
	page := productView{Product: p, Variant: p.Variants[0]}
	asked, _ := strconv.ParseInt(r.URL.Query().Get("variant"), 10, 64)
	var chosen *world.Variant
	if of, v := f.Shop.Variant(asked); of == p {
		chosen, page.Variant = v, v
	}
	page.frame = s.drawn(f, r, "product", theme.Page{Product: p, Variant: chosen, Collection: f.Shop.Collection(r.PathValue("collection"))})
	s.show(w, http.StatusOK, "product.html", page)
}

// pick is a value of an option, and the variant it leads to.
type pick struct {
	Value   string
	Variant int64
	Here    bool
	Gone    bool
}

// picker is one option with its values.
type picker struct {
	Name  string
	Picks []pick
}

// Pickers lead from the chosen variant to those that differ in one option.
func (p productView) Pickers() []picker {
	if len(p.Product.Variants) == 1 {
		return nil
	}
	var out []picker
	for n, o := range p.Product.Options {
		row := picker{Name: o.Name}
		for _, value := range o.Values {
			wanted := slices.Clone(p.Variant.Values)
			wanted[n] = value
			if v := p.variant(wanted); v != nil {
				row.Picks = append(row.Picks, pick{value, v.ID, v == p.Variant, !v.ForSale()})
			}
		}
		out = append(out, row)
	}
	return out
}

func (p productView) variant(values []string) *world.Variant {
	for _, v := range p.Product.Variants {
		if slices.Equal(v.Values, values) {
			return v
		}
	}
	return nil
}

// textPage is a page the merchant wrote. The sandbox's merchants wrote one, and some
// for the app's blocks, each with a template of its own.
func (s *Site) textPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	handle, on := r.PathValue("handle"), "page"
	if slices.Contains(world.PageTemplates, handle) {
		on += "." + handle
	} else if handle != "about" {
		s.missing(w, f)
		return
	}
	f.Title, _ = f.T(handle) // a key the page itself has
	content := &theme.Text{ID: f.Shop.ID, Handle: handle, Title: f.Title, Content: "<p>" + cmp.Or(f.Shop.Tagline, f.Shop.Name) + ".</p>"}
	s.show(w, http.StatusOK, "page.html", s.drawn(f, r, on, theme.Page{Content: content}))
}

func (s *Site) missing(w http.ResponseWriter, f frame) {
	f.Title, _ = f.T("missing")
	s.show(w, http.StatusNotFound, "missing.html", f)
}

// silent is what a shopper sees of an app that did not answer.
func (s *Site) silent(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	f.Title, _ = f.T("silent")
	s.show(w, http.StatusBadGateway, "silent.html", f)
}

// when is a time as people read it in a list.
func when(at time.Time) string { return at.UTC().Format("15:04:05") }
