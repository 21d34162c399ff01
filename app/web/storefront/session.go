package storefront

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// cors lets any origin read any answer, errors too: an extension runs in a
// worker whose origin says nothing. What proves a request is its token, which no
// browser sends by itself.
func cors(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, OPTIONS")
	h.Set("Access-Control-Expose-Headers", "Retry-After")
	h.Set("Access-Control-Max-Age", "86400")
}

// session lets through who carries a shopper's session token.
func (d *door) session(c *gin.Context) {
	by, err := d.bearer(c.Request.Header.Values("Authorization"))
	if err != nil {
		fail(c, err)
		return
	}
	c.Set(speakerKey, by)
}

// bearer wants one header with one token. A merchant's token is as true, but no
// shopper stands behind it.
func (d *door) bearer(headers []string) (app.Speaker, error) {
	if len(headers) != 1 {
		return app.Speaker{}, errToken
	}
	token, ok := strings.CutPrefix(headers[0], "Bearer ")
	if !ok {
		return app.Speaker{}, errToken
	}
	session, err := d.Shopify.VerifySession(token)
	if err != nil {
		return app.Speaker{}, err
	}
	if session.Flavour != shopify.FlavourExtension {
		return app.Speaker{}, errToken
	}
	return app.Speaker{Shop: session.Shop, Customer: session.Customer, Door: app.DoorCheckout}, nil
}

var errToken = app.Errorf(app.Unauthorized, "a shopper's session token is needed")
