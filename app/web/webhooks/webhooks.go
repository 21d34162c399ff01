// Package webhooks owns the door Shopify's webhooks come through: each is proven,
// bounded and durable before it is answered, and handled later.
package webhooks

import (
	"context"
	"net/http"
	"regexp"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

// Path is where shopify.app.toml sends every topic.
const Path = "/webhooks/shopify"

// limit is the largest body taken: an order with hundreds of lines is 300 KB.
const limit = 2 << 20

// Door takes webhooks in.
type Door struct {
	Verify func(body []byte, signature string) error // Shopify's signature over the raw body
	Store  *store.Store
	Ring   func(context.Context, app.ShopID) // told that the shop's inbox has something new
	Now    func() time.Time

	Trigger func(definition string) string // our name of the Flow trigger that Shopify speaks of
}

// Mount adds the route.
func (d *Door) Mount(e *gin.Engine) {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Ring == nil {
		d.Ring = func(context.Context, app.ShopID) {}
	}
	e.POST(Path, d.receive)
	e.POST(FlowPath, d.flow)
}

// receive answers 200 when the webhook is durable. The signature is checked over
// the bytes as they came, before anything in them or beside them is looked at.
func (d *Door) receive(c *gin.Context) {
	body, err := web.Body(c, limit)
	if err != nil {
		web.Fail(c, err)
		return
	}
	if err := d.Verify(body, c.GetHeader("X-Shopify-Hmac-Sha256")); err != nil {
		web.Fail(c, err)
		return
	}
	w, ok := d.webhook(c.Request.Header, body)
	if !ok {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	fresh, err := d.Store.ReceiveWebhook(c.Request.Context(), w.Shop, w)
	if err != nil {
		web.Fail(c, err)
		return
	}
	if fresh {
		d.Ring(c.Request.Context(), w.Shop)
	}
	c.Status(http.StatusOK)
}

// What the unsigned headers may look like. They are stored and shown, so they
// are kept short and plain.
var (
	token = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,128}$`)
	topic = regexp.MustCompile(`^[a-z_]{1,60}[/.][a-z_]{1,60}$`)
)

func (d *Door) webhook(h http.Header, body []byte) (app.Webhook, bool) {
	shop, err := app.ParseShop(h.Get("X-Shopify-Shop-Domain"))
	if err != nil {
		return app.Webhook{}, false
	}
	w := app.Webhook{
		Shop: shop, ID: h.Get("X-Shopify-Webhook-Id"), Topic: h.Get("X-Shopify-Topic"), EventID: h.Get("X-Shopify-Event-Id"),
		ReceivedAt: d.Now(), Payload: body,
	}
	if !token.MatchString(w.ID) || !topic.MatchString(w.Topic) || (w.EventID != "" && !token.MatchString(w.EventID)) {
		return app.Webhook{}, false
	}
	w.TriggeredAt = triggered(h.Get("X-Shopify-Triggered-At"), w.ReceivedAt)
	return w, true
}

// triggered is when it happened: as told, but never later than now, because what
// is newer wins and the header is not signed.
func triggered(header string, received time.Time) time.Time {
	at, err := time.Parse(time.RFC3339, header)
	if err != nil || at.After(received) || at.Year() < 2000 {
		return received
	}
	return at.UTC()
}
