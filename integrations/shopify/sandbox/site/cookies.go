package site

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// A browser's state lives in its cookies; there is nothing to protect here, and
// the sandbox can be restarted under an open page.
const (
	cookieShop     = "sandbox_shop"
	cookieCart     = "sandbox_cart"
	cookieToken    = "sandbox_cart_token"
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
func shopper(r *http.Request, shop *world.Shop) *world.Customer {
	domain, id, _ := strings.Cut(cookie(r, cookieCustomer), "/")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || domain != shop.Domain {
		return nil
	}
	return shop.Customer(n)
}

func logIn(w http.ResponseWriter, shop *world.Shop, c *world.Customer) {
	setCookie(w, cookieCustomer, shop.Domain+"/"+world.Number(c.ID))
}
