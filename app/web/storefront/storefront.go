// Package storefront owns the two doors shoppers come through: the app proxy,
// whose requests Shopify signs, and the session token of checkout and account
// extensions. Behind both stand the same handlers. Who speaks is proven first,
// everything she says is bounded, and nothing is recorded of what is refused.
//
// Her own preferences are behind both doors too, as JSON that package preference
// describes. Under /storefront/v1 and, but for PUT, which is a POST there, /proxy:
//
//	GET  /preferences?locale=&visitor=   what is known of her and why
//	PUT  /preferences                    {"id","set","clear","consents","snooze","wake","locale","visitor"}
//	GET  /preferences/export?format=     all that is held about her, json or html
//	POST /preferences/export             to a customer under /storefront/v1: {"voucher","seconds"}
//	GET  /preferences/copy?voucher=      there: the same as export, for a browser that follows a link
//	POST /preferences/erasure            {"id","confirm":true,"visitor"}: forgets her here and everywhere
//	GET  /preferences/erasure?id=        how far that is, and the receipt once it is done
//
// A survey that is placed on link is a page too, GET /proxy/surveys/{handle}, which
// posts to /proxy/responses like every form.
//
// Of a change all is done or nothing, and its answer is what is known then, and the
// change's id.
//
// A browser that goes to /proxy/preferences or its erasure, or posts a plain form there,
// is answered with pages instead, which package centre draws.
package storefront

import (
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/integrations/shopify"
)

// bodyLimit is the largest submission taken: fifty long answers fit.
const bodyLimit = 64 << 10

// proxyPath is where shopify.app.toml tells Shopify to send what its proxy takes.
const proxyPath = "/proxy"

// Config is what the doors need.
type Config struct {
	Store       *store.Store
	Shopify     *shopify.App
	Submitter   *capture.Submitter
	Preferences *preference.Keeper
	Privacy     *privacy.Desk
	Now         func() time.Time // the clock; time.Now when nil
}

type door struct {
	Config
	paths sync.Map // shop → the proxy path it is known to have
}

// Mount adds the routes.
func Mount(e *gin.Engine, c Config) {
	if c.Now == nil {
		c.Now = time.Now
	}
	d := &door{Config: c}
	proxy := e.Group(proxyPath, fresh, d.proven)
	proxy.POST("/responses", d.submit)
	proxy.GET("/responses", d.nothingHere)
	proxy.GET("/surveys/:handle", d.survey)
	proxy.HEAD("/surveys/:handle", d.survey)
	proxy.GET("/next", d.next)
	proxy.POST("/displays", d.display)
	proxy.POST("/snoozes", d.snooze)
	proxy.GET("/preferences", d.preferences)
	proxy.POST("/preferences", d.prefer)
	proxy.GET("/preferences/export", d.export)
	proxy.POST("/preferences/erasure", d.erase)
	proxy.GET("/preferences/erasure", d.erasure)

	extension := e.Group("/storefront/v1", fresh, cors)
	for path, methods := range map[string]map[string]gin.HandlerFunc{
		"/responses":   {http.MethodPost: d.submit},
		"/next":        {http.MethodGet: d.next},
		"/displays":    {http.MethodPost: d.display},
		"/snoozes":     {http.MethodPost: d.snooze},
		"/preferences": {http.MethodGet: d.preferences, http.MethodPut: d.prefer},

		"/preferences/export":  {http.MethodGet: d.export, http.MethodPost: d.copies},
		"/preferences/erasure": {http.MethodPost: d.erase, http.MethodGet: d.erasure},
	} {
		extension.OPTIONS(path, func(c *gin.Context) { c.Status(http.StatusNoContent) })
		for method, handle := range methods {
			extension.Handle(method, path, d.session, handle)
		}
	}
	extension.GET("/preferences/copy", d.copyFor)
}

// fresh forbids caches to keep what is said to one person.
func fresh(c *gin.Context) { c.Header("Cache-Control", "no-store") }

const speakerKey = "speaker"

func speaker(c *gin.Context) app.Speaker { return c.MustGet(speakerKey).(app.Speaker) }

// submit answers 201 the first time and 200 every other, with the same body.
func (d *door) submit(c *gin.Context) {
	body, err := web.Body(c, bodyLimit)
	if err != nil {
		fail(c, err)
		return
	}
	by := speaker(c)
	if isForm(c) {
		d.submitForm(c, by, body)
		return
	}
	var sub app.Submission
	if err := decode(c, body, &sub); err != nil {
		fail(c, err)
		return
	}
	if by.Door != app.DoorProxy && sub.Surface == app.SurfaceOrderStatus {
		by.Door = app.DoorAccount
	}
	reply, repeated, err := d.Submitter.Submit(c.Request.Context(), by, sub)
	if err != nil {
		fail(c, err)
		return
	}
	c.JSON(recordedStatus(repeated), reply)
}

// nothingHere meets who asks for the page after a form by its address alone, as
// a browser that restores its tabs does.
func (d *door) nothingHere(c *gin.Context) {
	d.situate(c, speaker(c).Shop, nil)
	newPage(c, "").Nothing().Write(c, http.StatusNotFound)
}

func recordedStatus(repeated bool) int {
	if repeated {
		return http.StatusOK
	}
	return http.StatusCreated
}

// next says what the shopper is asked now.
func (d *door) next(c *gin.Context) {
	next, err := d.Submitter.Next(c.Request.Context(), speaker(c), capture.Where{
		Survey: c.Query("survey"), Surface: app.Surface(c.Query("surface")), Order: c.Query("order"),
		Locale: c.Query("locale"), Visitor: c.Query("visitor"), Facts: c.Query("facts"), Own: own(c),
		Response: app.ResponseID(c.Query("response")),
	})
	if err != nil {
		fail(c, err)
		return
	}
	c.JSON(http.StatusOK, next)
}

// display counts that a block was shown, and remembers what it asked.
func (d *door) display(c *gin.Context) {
	var shown capture.Display
	d.note(c, &shown, func() error { return d.Submitter.Show(c.Request.Context(), speaker(c), shown) })
}

// snooze remembers that a shopper does not want to be asked something.
func (d *door) snooze(c *gin.Context) {
	var put capture.Snooze
	d.note(c, &put, func() error { return d.Submitter.Snooze(c.Request.Context(), speaker(c), put) })
}

// note reads a body, keeps what it says and answers that this was done.
func (d *door) note(c *gin.Context, into any, keep func() error) {
	body, err := web.Body(c, bodyLimit)
	if err == nil {
		err = decode(c, body, into)
	}
	if err == nil {
		err = keep()
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Status(http.StatusNoContent)
}
