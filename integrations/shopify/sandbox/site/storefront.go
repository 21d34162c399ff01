package site

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) storefront(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.home)
	mux.HandleFunc("GET /products/{handle}", s.productPage)
	mux.HandleFunc("GET /cart", s.cartPage)
	mux.HandleFunc("POST /cart", s.changeCart)
}

// frame is what every page of a shop shows around its content.
type frame struct {
	Title    string
	Shop     *world.Shop
	Shops    []*world.Shop
	Customer *world.Customer // nil: a guest
	Cart     []*world.Line
	Locale   string
	Panel    panel
	Year     int
}

// Items is the number of things in the cart.
func (f frame) Items() (n int) {
	for _, l := range f.Cart {
		n += l.Quantity
	}
	return n
}

// Sum is the cart's total.
func (f frame) Sum() int64 { return (&world.Order{Lines: f.Cart}).Total() }

// summary is what the order summary shows.
type summary struct {
	Shop  *world.Shop
	Lines []*world.Line
	Sum   int64
}

// Summary is of the cart.
func (f frame) Summary() summary { return summary{f.Shop, f.Cart, f.Sum()} }

// frame gathers a page's surroundings. The caller holds the lock.
func (s *Site) frame(w http.ResponseWriter, r *http.Request, title string) frame {
	shop := s.here(w, r)
	f := frame{Title: title, Shop: shop, Shops: s.world.Shops, Customer: shopper(r, shop), Cart: cart(r, shop), Year: s.world.Now().Year()}
	f.Locale = locale(r, shop, f.Customer)
	f.Panel = s.panel(shop, f.Customer)
	return f
}

// locale is the page's language: asked for in the address, the customer's own,
// or the shop's first.
func locale(r *http.Request, shop *world.Shop, c *world.Customer) string {
	wanted := r.URL.Query().Get("locale")
	if wanted == "" && c != nil {
		wanted = c.Locale
	}
	if slices.Contains(shop.Languages, wanted) {
		return wanted
	}
	return shop.Languages[0]
}

func (s *Site) home(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	s.show(w, http.StatusOK, "home.html", s.frame(w, r, "Welcome"))
}

func (s *Site) productPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r, "")
	p := f.Shop.Product(r.PathValue("handle"))
	if p == nil {
		s.missing(w, f)
		return
	}
	f.Title = p.Title
	s.show(w, http.StatusOK, "product.html", struct {
		frame
		Product *world.Product
		Blocks  []template.HTML
	}{f, p, s.blocks.render(s, f, p)})
}

func (s *Site) cartPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	s.show(w, http.StatusOK, "cart.html", s.frame(w, r, "Cart"))
}

// changeCart adds ("add") or sets ("set") a product's quantity.
func (s *Site) changeCart(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	shop := s.here(w, r)
	lines := cart(r, shop)
	p := shop.Product(r.FormValue("product"))
	s.world.Unlock()
	quantity, err := strconv.Atoi(cmp.Or(r.FormValue("quantity"), "1"))
	if p == nil || err != nil {
		http.Error(w, "no such product", http.StatusBadRequest)
		return
	}
	i := slices.IndexFunc(lines, func(l *world.Line) bool { return l.Product == p.Handle })
	switch {
	case i < 0:
		lines = append(lines, &world.Line{Product: p.Handle, Quantity: quantity})
	case r.FormValue("how") == "set":
		lines[i].Quantity = quantity
	default:
		lines[i].Quantity += quantity
	}
	setCart(w, lines)
	to := "/cart"
	if r.FormValue("then") == "checkout" {
		to = "/checkout"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (s *Site) missing(w http.ResponseWriter, f frame) {
	f.Title = "Not found"
	s.show(w, http.StatusNotFound, "missing.html", f)
}

// when is a time as people read it in a list.
func when(at time.Time) string { return at.UTC().Format("15:04:05") }
