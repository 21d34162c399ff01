package storefront

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/centre"
)

// preferencesPage shows a shopper who has logged in all that is known of her. A guest is
// shown nothing, whatever browser the address names: anybody may have led her there.
func (d *door) preferencesPage(c *gin.Context) {
	by := speaker(c)
	at := d.at(c, c.Request.URL.Query())
	if by.Customer == 0 {
		centre.Guest(c, http.StatusOK, at)
		return
	}
	if err := d.centre().Show(c, by, at); err != nil {
		fail(c, err)
	}
}

// preferForm does what the centre's form asks for, or the theme's.
func (d *door) preferForm(c *gin.Context) {
	form, err := formOf(c)
	if err != nil {
		fail(c, err)
		return
	}
	by := speaker(c)
	if by.Customer == 0 {
		err = d.centre().Note(c, by, d.at(c, form), form)
	} else {
		err = d.centre().Save(c, by, d.at(c, form), form)
	}
	if err != nil {
		fail(c, err)
	}
}

func (d *door) centre() centre.Pages { return centre.Pages{Preferences: d.Preferences} }

// at is where a shopper meets the centre behind the proxy; fields are those of the
// address, or of the form.
func (d *door) at(c *gin.Context, fields url.Values) centre.At {
	d.situate(c, speaker(c).Shop, fields)
	shop, _ := c.Value(shopKey).(app.Shop)
	at := centre.At{
		Frame: newPage(c, fields.Get("locale")), Locale: fields.Get("locale"), Zone: shop.Zone(), Hidden: map[string]string{},
		Paths: centre.Paths{Save: "preferences", Export: "preferences/export", Erase: "preferences/erasure", Login: "/account"},
	}
	for _, name := range []string{"locale", "back", "visitor"} {
		if value := fields.Get(name); value != "" && (name != "visitor" || speaker(c).Customer == 0) {
			at.Hidden[name] = value
		}
	}
	return at
}

func formOf(c *gin.Context) (url.Values, error) {
	body, err := web.Body(c, centre.BodyLimit)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, statusError{http.StatusBadRequest, app.Errorf(app.Invalid, "the form cannot be read")}
	}
	return form, nil
}

// erasurePage asks whether she means it, or tells how far it is.
func (d *door) erasurePage(c *gin.Context) {
	fields := c.Request.URL.Query()
	at := d.at(c, fields)
	if id := fields.Get("id"); id != "" {
		d.showErasure(c, http.StatusOK, at, id)
		return
	}
	if speaker(c).Customer == 0 {
		centre.Guest(c, http.StatusOK, at)
		return
	}
	if err := centre.AskErase(c, at, asking("", false)); err != nil {
		fail(c, err)
	}
}

// asking is the question whether she means it, at the erasure's own address.
func asking(id string, wrong bool) centre.Asking {
	return centre.Asking{ID: id, Action: "erasure", Centre: "../preferences", Wrong: wrong}
}

// eraseForm forgets her, if she means it.
func (d *door) eraseForm(c *gin.Context) {
	form, err := formOf(c)
	if err != nil {
		fail(c, err)
		return
	}
	by, at := speaker(c), d.at(c, form)
	want := erasing{ID: form.Get("id"), Confirm: form.Get("confirm") == "true"}
	switch {
	case by.Customer == 0:
		centre.Guest(c, http.StatusForbidden, at)
		return
	case !want.Confirm:
		err = centre.AskErase(c, at, asking(want.ID, true))
	default:
		err = want.check()
		if err == nil {
			_, err = d.Privacy.EraseCustomer(c.Request.Context(), by.Shop, privacy.Request{ID: requestOf(want.ID), Customer: by.Customer, At: d.Now()})
		}
		if err == nil {
			d.showErasure(c, http.StatusAccepted, at, want.ID)
		}
	}
	if err != nil {
		fail(c, err)
	}
}

func (d *door) showErasure(c *gin.Context, status int, at centre.At, id string) {
	e, err := d.Store.ErasureFor(c.Request.Context(), speaker(c).Shop, requestOf(id))
	if err == nil {
		err = centre.Erasing(c, status, at, e, id, "erasure")
	}
	if err != nil {
		fail(c, err)
	}
}
