package storefront

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/page"
)

const (
	shopKey = "shop"
	backKey = "back"
)

// situate tells the pages of a request where the shopper is.
func (d *door) situate(c *gin.Context, shop app.ShopID, form url.Values) {
	c.Set(backKey, ownPath(form.Get("back")))
	known, err := d.Store.Shop(c.Request.Context(), shop)
	if err != nil {
		_ = c.Error(err) // a page without the shop's name is a page all the same
		return
	}
	c.Set(shopKey, known)
}

// newPage is a page of the shop's in the language of the form or the address, else of
// the browser, else of the shop.
func newPage(c *gin.Context, locale string) page.Page {
	shop, _ := c.Value(shopKey).(app.Shop)
	return page.Page{
		Shop: shop.Name, Back: cmp.Or(c.GetString(backKey), "/"), Dir: page.Dir(locale),
		Lang: page.Lang(locale, c.GetHeader("Accept-Language"), shop.Locale),
	}
}

// ownPath is a path of the shop, or "/": whoever made the form must not choose
// which site a shopper goes on to.
func ownPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || len(back) > 2000 || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.EscapedPath(), "//") {
		return "/"
	}
	return u.EscapedPath()
}
