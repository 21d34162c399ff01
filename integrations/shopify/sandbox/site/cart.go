package site

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Limits of a cart: it travels in a cookie.
const (
	maxLines    = 50
	maxQuantity = 99
)

func (s *Site) cartPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	f.Title, _ = f.T("cart_title")
	s.show(w, http.StatusOK, "cart.html", s.drawn(f, r, "cart", theme.Page{}))
}

// changeCart adds a variant, or sets how many of it there are. A product named by
// its handle is its first variant.
func (s *Site) changeCart(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.Here(w, r)
	lines := cart(r, shop)
	id, _ := strconv.ParseInt(r.FormValue("id"), 10, 64)
	p, v := shop.Sold(&world.Line{Variant: id, Product: r.FormValue("product")})
	quantity, err := strconv.Atoi(cmp.Or(r.FormValue("quantity"), "1"))
	if p == nil || err != nil {
		http.Error(w, "no such product", http.StatusBadRequest)
		return
	}
	i := slices.IndexFunc(lines, func(l *world.Line) bool { return l.Variant == v.ID })
	switch {
	case i < 0:
		lines = append(lines, p.LineOf(v, quantity))
	case r.FormValue("how") == "set":
		lines[i].Quantity = quantity
	default:
		lines[i].Quantity += quantity
	}
	setCart(w, lines)
	if cartToken(r) == "" {
		setCookie(w, cookieToken, rand.Text())
	}
	to := "/cart"
	if r.FormValue("then") == "checkout" {
		to = "/checkout"
	}
	http.Redirect(w, r, inLocale(shop, locale(w, r, shop, shopper(r, shop)), to), http.StatusSeeOther)
}

// cartToken names the cart, "" before anything was in it.
func cartToken(r *http.Request) string {
	if token := cookie(r, cookieToken); cartForm.MatchString(token) {
		return token
	}
	return ""
}

var cartForm = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// cartJSON tells scripts of the cart. Its token goes on with a key, which orders
// leave out.
func (s *Site) cartJSON(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	items := []any{}
	count := 0
	for _, l := range f.Cart {
		count += l.Quantity
		items = append(items, map[string]any{
			"id": l.Variant, "variant_id": l.Variant, "handle": l.Product, "title": l.Title, "quantity": l.Quantity,
			"price": l.Price, "line_price": l.Sum(),
		})
	}
	var token any
	if t := cartToken(r); t != "" {
		token = t + "?key=" + strings.ToLower(t)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"token": token, "note": nil, "attributes": map[string]any{}, "item_count": count, "items": items,
		"total_price": f.Sum(), "currency": f.Shop.Currency,
	})
}

// Variant names what was chosen of a line's product, "" where there is no choice.
func (f frame) Variant(l *world.Line) string {
	if p, v := f.Shop.Sold(l); p != nil && len(p.Variants) > 1 {
		return v.Title()
	}
	return ""
}

// Sold is a line's product, nil when the shop no longer has it.
func (f frame) Sold(l *world.Line) *world.Product {
	p, _ := f.Shop.Sold(l)
	return p
}

// cart reads "8123:2,9456:1", variants and how many; what the shop does not sell
// is dropped.
func cart(r *http.Request, shop *world.Shop) []*world.Line {
	var out []*world.Line
	for entry := range strings.SplitSeq(cookie(r, cookieCart), ",") {
		id, count, _ := strings.Cut(entry, ":")
		variant, _ := strconv.ParseInt(id, 10, 64)
		p, v := shop.Variant(variant)
		n, err := strconv.Atoi(count)
		if p == nil || !p.Published() || err != nil || n < 1 || len(out) == maxLines {
			continue
		}
		out = append(out, p.LineOf(v, min(n, maxQuantity)))
	}
	return out
}

func setCart(w http.ResponseWriter, lines []*world.Line) {
	entries := make([]string, 0, len(lines))
	for _, l := range lines {
		if l.Quantity > 0 && len(entries) < maxLines {
			entries = append(entries, world.Number(l.Variant)+":"+strconv.Itoa(l.Quantity))
		}
	}
	setCookie(w, cookieCart, strings.Join(entries, ","))
}
