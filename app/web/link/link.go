// Package link owns the pages behind the links that are sent to somebody: /p/{token}.
// A GET shows and a POST records, because what fetches a link is mostly no shopper but
// what looks for viruses in her emails. There is no login here: whoever has the link
// may answer and choose for her, and sees nothing that is nobody else's affair.
//
//	GET  /p/{token}?survey=&question=&answer=&locale=   the question, with an option chosen
//	POST /p/{token}                                     its answer, and what is asked next
//	GET  /p/{token}, POST /p/{token}                    her preferences, when the link is for them
package link

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/centre"
	"github.com/askwell/askwell/app/web/page"
)

// mostForms is how many one link may send in a minute.
const mostForms = 30

// Config is what the pages need.
type Config struct {
	Store     *store.Store
	Links     *link.Maker
	Submitter *capture.Submitter
	Centre    centre.Pages
	Now       func() time.Time // the clock; time.Now when nil
}

// visit is somebody at a page of hers.
type visit struct {
	Link   link.Opened
	By     app.Speaker
	Shop   app.Shop
	Locale string // of the survey's words
	Page   page.Page
	Form   url.Values // what she sent, nil of a GET
}

type door struct {
	Config
	pace web.Pace
}

// Mount adds the routes.
func Mount(e *gin.Engine, c Config) {
	if c.Now == nil {
		c.Now = time.Now
	}
	d := &door{Config: c, pace: web.Pace{Most: mostForms}}
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		e.Handle(method, "/p/:token", private, ownSite, d.open)
	}
}

// private keeps an address that opens somebody's page from those it is no affair of:
// caches, search engines, and the sites that the page leads to or loads pictures from.
func private(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	c.Header("X-Robots-Tag", "noindex, nofollow")
	c.Header("Referrer-Policy", "no-referrer")
}

// ownSite refuses a form that another site made a browser send. What knows the link may
// post by itself, but no page should have her do so unawares. A browser that does not
// say where a request comes from tells no origin either, since our pages forbid it.
func ownSite(c *gin.Context) {
	if c.Request.Method != http.MethodPost {
		return
	}
	site, origin := c.GetHeader("Sec-Fetch-Site"), c.GetHeader("Origin")
	from, err := url.Parse(origin)
	told := site == "" && origin != "" && origin != "null"
	if site == "cross-site" || site == "same-site" || told && (err != nil || from.Host != c.Request.Host) {
		refuse(c, http.StatusForbidden, app.Errorf(app.Forbidden, "the form comes from another site"), blank(c, ""), "foreign")
	}
}

// open opens the link, and leads to what it is for.
func (d *door) open(c *gin.Context) {
	form, err := d.form(c)
	if err != nil {
		refuse(c, web.Status(app.KindOf(err)), err, blank(c, ""), "failed")
		return
	}
	token := c.Param("token")
	opened, err := d.Links.Open(c.Request.Context(), token)
	at, known := d.situate(c, opened, form)
	if err != nil {
		d.refuseLink(c, err, at, known)
		return
	}
	if form != nil {
		if wait := d.pace.Wait(token, d.Now()); wait > 0 {
			err := app.ThrottledFor(wait, "too many forms of one link")
			c.Header("Retry-After", web.RetryAfter(err))
			refuse(c, http.StatusTooManyRequests, err, at.Page, "hasty")
			return
		}
	}
	switch {
	case opened.Purpose == link.Preferences:
		d.prefer(c, token, at)
	case form == nil:
		d.ask(c, at)
	default:
		d.take(c, at)
	}
}

// form reads what was sent, nil of a GET. Errors: TooLarge, Invalid.
func (d *door) form(c *gin.Context) (url.Values, error) {
	if c.Request.Method != http.MethodPost {
		return nil, nil
	}
	body, err := web.Body(c, centre.BodyLimit)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || c.ContentType() != "application/x-www-form-urlencoded" {
		return nil, app.Errorf(app.Invalid, "the form cannot be read")
	}
	return form, nil
}

// situate says where she is, as far as it is known.
func (d *door) situate(c *gin.Context, by link.Opened, form url.Values) (at visit, known bool) {
	of, locale := by.Speaker.Shop, c.Query("locale")
	if form != nil {
		locale = form.Get("locale")
	}
	at = visit{Link: by, By: by.Speaker, Form: form, Locale: locale, Page: blank(c, locale)}
	if of == "" {
		return at, false
	}
	shop, err := d.Store.Shop(c.Request.Context(), of)
	if err != nil {
		return at, false
	}
	at.Shop = shop
	if at.Locale == "" {
		at.Locale = shop.Locale
	}
	at.Page.Shop, at.Page.Home, at.Page.Lost = shop.Name, "https://"+string(of)+"/", false
	at.Page.Lang = page.Lang(locale, c.GetHeader("Accept-Language"), shop.Locale)
	at.Page.Dir = page.Dir(at.Locale)
	return at, true
}

// blank is a page of no shop.
func blank(c *gin.Context, locale string) page.Page {
	return page.Page{Lang: page.Lang(locale, c.GetHeader("Accept-Language")), Lost: true, Style: look}
}
