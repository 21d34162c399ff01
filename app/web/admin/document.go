package admin

import (
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/integrations/shopify"
)

//go:embed page
var pages embed.FS

var templates = template.Must(template.ParseFS(pages, "page/*.html"))

// head is where index.html takes Shopify's scripts: App Bridge must be the
// first script of the document.
const head = "<!-- shopify -->"

// document answers a page of the admin. Shopify opens it with a session token
// in the query; that proves the shop and staff member, and installs us in a
// shop that does not know us yet. Without a valid one the page bounces: it
// fetches a token from App Bridge and comes back.
func (d *door) document(c *gin.Context) {
	query := c.Request.URL.Query()
	c.Header("Cache-Control", "no-store")
	c.Header("Referrer-Policy", "no-referrer") // the query carries a token
	session, err := d.session(query.Get("id_token"))
	if err == nil {
		err = d.Installer.Ensure(c, session.Shop, query.Get("id_token"))
	}
	switch {
	case err == nil:
		d.admit(c, session.Shop)
	case app.Is(err, app.Unauthorized):
		d.bounce(c, query)
	default:
		_ = c.Error(err)
		d.show(c, web.Status(app.KindOf(err)), "closed.html", "Askwell cannot be opened right now. Please try again in a minute.")
	}
}

// session is the staff member's session of a token. Errors: Unauthorized.
func (d *door) session(token string) (shopify.Session, error) {
	session, err := d.Shopify.VerifySession(token)
	if err == nil && session.Flavour != shopify.FlavourAdmin {
		err = app.Errorf(app.Unauthorized, "not a session token of the admin")
	}
	return session, err
}

func (d *door) admit(c *gin.Context, shop app.ShopID) {
	index, err := fs.ReadFile(d.UI, "index.html")
	if err != nil {
		_ = c.Error(err)
		d.show(c, http.StatusServiceUnavailable, "closed.html", "The admin is not built. Run make build.")
		return
	}
	var scripts strings.Builder
	if err := templates.ExecuteTemplate(&scripts, "scripts.html", d.Config); err != nil {
		web.Fail(c, err)
		return
	}
	d.secure(c, shop)
	page := strings.Replace(string(index), head, scripts.String(), 1)
	c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(page))
}

// bounce sends a browser whose token is missing or stale through App Bridge,
// once: a second refusal means that no token will do. The page holds nothing
// and gives nothing, so the query's own signature, which a page left open has
// outlived, is not asked for.
func (d *door) bounce(c *gin.Context, query url.Values) {
	shop, err := app.ParseShop(query.Get("shop"))
	switch {
	case err != nil:
		d.show(c, http.StatusBadRequest, "closed.html", "Open Askwell from the apps of your Shopify admin.")
	case query.Has("bounced"):
		d.show(c, http.StatusUnauthorized, "closed.html", "Shopify did not confirm who you are. Open Askwell again from the apps of your Shopify admin.")
	default:
		d.secure(c, shop)
		d.show(c, http.StatusOK, "bounce.html", "")
	}
}

func (d *door) show(c *gin.Context, status int, name, message string) {
	c.Status(status)
	c.Header("Content-Type", "text/html; charset=utf-8")
	if c.Writer.Header().Get("Content-Security-Policy") == "" {
		c.Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	}
	page := struct {
		Config
		Message string
	}{d.Config, message}
	if err := templates.ExecuteTemplate(c.Writer, name, page); err != nil {
		_ = c.Error(err)
	}
}

// secure sets what a browser may load and who may frame the page.
func (d *door) secure(c *gin.Context, shop app.ShopID) {
	for name, values := range shopify.DocumentHeaders(shop, d.Frames...) {
		c.Writer.Header()[name] = values
	}
	scripts := origin(d.AppBridgeURL) + " " + origin(d.PolarisURL)
	policy := []string{
		"default-src 'none'",
		"script-src 'self' " + scripts,
		"style-src 'self' 'unsafe-inline' " + scripts, // Shopify's components write style elements
		"font-src 'self' data: " + scripts,
		"img-src 'self' data: " + scripts,
		"connect-src 'self' https://*.shopify.com https://*.shopifysvc.com " + scripts,
		"frame-src 'self'", // the preview's
		"base-uri 'none'",
		"form-action 'none'",
		c.Writer.Header().Get("Content-Security-Policy"),
	}
	c.Header("Content-Security-Policy", strings.Join(policy, "; "))
	c.Header("Link", "<"+d.AppBridgeURL+`>; rel="preload"; as="script", <`+d.PolarisURL+`>; rel="preload"; as="script"`)
	c.Header("X-Content-Type-Options", "nosniff")
}

func origin(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// asset answers a script of the document. The names carry a hash of what is in
// them, so a browser may keep them for ever; the bounce's does not.
func (d *door) asset(c *gin.Context) {
	name := strings.TrimPrefix(c.Param("file"), "/")
	c.Header("X-Content-Type-Options", "nosniff")
	if name == "bounce.js" {
		c.Header("Cache-Control", "public, max-age=3600")
		http.ServeFileFS(c.Writer, c.Request, pages, "page/bounce.js")
		return
	}
	file, err := fs.Stat(d.UI, "assets/"+name)
	if strings.Contains(name, "/") || err != nil || file.IsDir() {
		web.Fail(c, app.Errorf(app.NotFound, "no such file"))
		return
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeFileFS(c.Writer, c.Request, d.UI, "assets/"+name)
}
