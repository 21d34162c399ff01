package storefront

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
)

// proven lets through what Shopify signed, and learns where the shop has put our
// proxy: merchants may move it.
func (d *door) proven(c *gin.Context) {
	request, err := d.Shopify.VerifyProxy(c.Request.URL.RawQuery)
	if err == nil && c.Request.Method == http.MethodPost {
		err = ownSite(c.Request, request.Shop)
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Set(speakerKey, app.Speaker{Shop: request.Shop, Customer: request.Customer, Door: app.DoorProxy})
	c.Next()
	d.learn(c, request.Shop, request.PathPrefix)
}

// learn keeps a new path. It is told by every request, so a failure may pass.
func (d *door) learn(c *gin.Context, shop app.ShopID, path string) {
	if known, _ := d.paths.Load(shop); path == "" || known == path {
		return
	}
	err := d.Store.LearnProxyPath(c.Request.Context(), shop, path)
	switch {
	case err == nil:
		d.paths.Store(shop, path)
	case !app.Is(err, app.NotFound):
		_ = c.Error(err)
	}
}

// ownSite refuses a POST that another site made the shopper's browser send: the
// signature proves that Shopify passed it on with her login, not that she meant
// it. Browsers say where a request comes from (Sec-Fetch-Site, else Origin);
// what is no browser says nothing and carries nobody's login. A shop's own
// domain, which we do not know, is told from a stranger's by the host Shopify
// passes on, or by a header that a script of another site may only set after
// asking us, which this door never allows.
func ownSite(r *http.Request, shop app.ShopID) error {
	origin := r.Header.Get("Origin")
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return nil
	case "":
		if origin == "" || isHost(origin, string(shop)) || isHost(origin, r.Header.Get("X-Forwarded-Host")) {
			return nil
		}
		if origin != "null" && r.Header.Get("X-Requested-With") != "" {
			return nil
		}
	}
	return app.Errorf(app.Forbidden, "the request comes from another site")
}

// own reports whether a page of the shop's asks, as far as it is proven. Anybody can
// lead a shopper to an address with her login, and another visitor's name in it; no
// script of another site may set the header of ours, and no browser brings a token.
func own(c *gin.Context) bool {
	return speaker(c).Door != app.DoorProxy || c.GetHeader("Sec-Fetch-Site") == "same-origin" || c.GetHeader("X-Requested-With") != ""
}

func isHost(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && host != "" && u.Scheme == "https" && u.Host == host
}
