package storefront

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web"
)

// preferences tells a shopper what is known of her, and why.
func (d *door) preferences(c *gin.Context) {
	if wantsPage(c) {
		d.preferencesPage(c)
		return
	}
	by := self(c)
	by.Visitor = c.Query("visitor")
	d.known(c, by, c.Query("locale"))
}

// prefer changes what she decides, all of it or nothing, and tells what is known then.
func (d *door) prefer(c *gin.Context) {
	if isForm(c) {
		d.preferForm(c)
		return
	}
	var change preference.Change
	body, err := web.Body(c, bodyLimit)
	if err == nil {
		err = decode(c, body, &change)
	}
	by := self(c)
	if err == nil {
		err = d.Preferences.Apply(c.Request.Context(), by, change)
	}
	if err != nil {
		fail(c, err)
		return
	}
	by.Visitor = change.Visitor
	d.changed(c, by, change)
}

// changed is what is known after a change, and which change that was.
type changed struct {
	ID string `json:"id"`
	preference.Known
}

func (d *door) changed(c *gin.Context, by app.Speaker, change preference.Change) {
	known, err := d.Preferences.Known(c.Request.Context(), by, change.Locale)
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("X-Content-Type-Options", "nosniff")
	c.JSON(http.StatusOK, changed{change.ID, known})
}

func (d *door) known(c *gin.Context, by app.Speaker, locale string) {
	known, err := d.Preferences.Known(c.Request.Context(), by, locale)
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("X-Content-Type-Options", "nosniff")
	c.JSON(http.StatusOK, known)
}

// self is who speaks of herself: whoever is proven to be a customer is at her account.
func self(c *gin.Context) app.Speaker {
	by := speaker(c)
	if by.Door != app.DoorProxy && by.Customer != 0 {
		by.Door = app.DoorAccount
	}
	return by
}

// wantsPage tells a browser that goes to an address from a script that reads it.
func wantsPage(c *gin.Context) bool {
	accept := c.GetHeader("Accept")
	return strings.HasPrefix(c.FullPath(), proxyPath) && c.Request.Method == http.MethodGet && strings.Contains(accept, "text/html") && !strings.Contains(accept, "application/json")
}
