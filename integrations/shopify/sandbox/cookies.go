package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// A browser's state lives in its cookies; there is nothing to protect here, and
// the sandbox can be restarted under an open page.
const (
	cookieShop     = "sandbox_shop"
	cookieCart     = "sandbox_cart"
	cookieCustomer = "sandbox_customer"
)

func setCookie(w http.ResponseWriter, name, value string) {
	c := &http.Cookie{Name: name, Value: url.QueryEscape(value), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	value, _ := url.QueryUnescape(c.Value)
	return value
}

// shopper is the customer logged in to this shop, nil for a guest.
func shopper(r *http.Request, shop *shop) *customer {
	domain, id, _ := strings.Cut(cookie(r, cookieCustomer), "/")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || domain != shop.Domain {
		return nil
	}
	return shop.customer(n)
}

func logIn(w http.ResponseWriter, shop *shop, c *customer) {
	setCookie(w, cookieCustomer, shop.Domain+"/"+number(c.ID))
}

// cart reads "first-light:2,harbour-mug:1"; what the shop does not sell is dropped.
func cart(r *http.Request, shop *shop) []*line {
	var out []*line
	for entry := range strings.SplitSeq(cookie(r, cookieCart), ",") {
		handle, count, _ := strings.Cut(entry, ":")
		p := shop.product(handle)
		n, err := strconv.Atoi(count)
		if p == nil || err != nil || n < 1 {
			continue
		}
		out = append(out, &line{Product: p.Handle, Title: p.Title, Price: p.Price, Quantity: min(n, 99)})
	}
	return out
}

func setCart(w http.ResponseWriter, lines []*line) {
	entries := make([]string, 0, len(lines))
	for _, l := range lines {
		if l.Quantity > 0 {
			entries = append(entries, l.Product+":"+strconv.Itoa(l.Quantity))
		}
	}
	setCookie(w, cookieCart, strings.Join(entries, ","))
}
