// Package connect owns the page that a vendor leads a merchant back to, who has let us in
// there or has not. There is no session: what he carries proves that somebody of a shop set
// out, and what he is given is of use to that member of staff alone.
//
//	GET /connect/{kind}/callback?state=&code=   or ?state=&error=
package connect

import (
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/web"
)

// Config is what the page needs.
type Config struct {
	Connections *connect.Connector
	APIKey      string
	Admin       *url.URL // where the app is in a shop's admin; nil: Shopify's own
	Logger      *slog.Logger
}

type door struct{ Config }

// Mount adds the route.
func Mount(e *gin.Engine, c Config) {
	d := &door{c}
	e.GET("/connect/:kind/callback", d.callback)
}

// What a vendor leads back with is at most so long, in bytes: codes may be signed tokens.
const (
	mostState = 256
	mostCode  = 4096
)

// callback ends the way to the vendor and shows the one into the admin.
func (d *door) callback(c *gin.Context) {
	query := c.Request.URL.Query()
	a := connect.Arrival{Kind: c.Param("kind"), State: query.Get("state"), Code: query.Get("code"), Denied: query.Get("error")}
	if len(a.State) > mostState || len(a.Code) > mostCode {
		d.refuse(c, "", app.Errorf(app.NotFound, "no passage is like this"))
		return
	}
	shop, claim, err := d.Connections.Arrive(c, a)
	if err == nil {
		d.show(c, http.StatusOK, view{Title: "Back to Askwell", Text: "You are being led back into your admin.", Onward: d.admin(shop, "destinations", "admitted", claim), At: true})
		return
	}
	_ = c.Error(err)
	d.refuse(c, shop, err)
}

func (d *door) refuse(c *gin.Context, shop app.ShopID, err error) {
	page := view{Title: "Nothing was connected"}
	status := web.Status(app.KindOf(err))
	var known *app.Error
	switch {
	case app.Is(err, app.NotFound):
		page.Text = "This way was used before, or it took longer than ten minutes. Open Askwell in your Shopify admin and connect again."
		status = http.StatusGone
	case app.Is(err, app.Rejected) && errors.As(err, &known):
		page.Text, status = known.Message, http.StatusForbidden
	default:
		page.Text = "Something went wrong on our side. Open Askwell in your Shopify admin and connect again in a minute."
	}
	if shop != "" {
		page.Onward = d.admin(shop, "destinations")
	}
	d.show(c, status, page)
}

// admin is a place of ours in a shop's admin.
func (d *door) admin(shop app.ShopID, path ...string) string {
	at := d.Admin
	if at == nil {
		at = (&url.URL{Scheme: "https", Host: string(shop)}).JoinPath("admin", "apps", d.APIKey)
	}
	return at.JoinPath(path...).String()
}

// view is the page. At says to go onward by itself.
type view struct {
	Title, Text, Onward string
	At                  bool
}

//go:embed connect.html
var files embed.FS

var page = template.Must(template.ParseFS(files, "connect.html"))

func (d *door) show(c *gin.Context, status int, v view) {
	h := c.Writer.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer") // the address has a code in it, and the next one a claim
	h.Set("X-Robots-Tag", "noindex, nofollow")
	c.Status(status)
	if err := page.Execute(c.Writer, v); err != nil {
		_ = c.Error(err)
	}
}
