package link

import (
	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/centre"
)

// prefer shows her preferences, or changes what her form says. What a link may not see
// is left out, and what it may not do is done where she has logged in.
func (d *door) prefer(c *gin.Context, token string, at visit) {
	there := centre.At{
		Frame: at.Page, Locale: at.Locale, Zone: at.Shop.Zone(), Hidden: map[string]string{"locale": at.Locale},
		Paths: centre.Paths{Save: token, Login: at.centre()},
	}
	there.Frame.Style = nil
	var err error
	if at.Form == nil {
		err = d.Centre.Show(c, at.By, there)
	} else {
		err = d.Centre.Save(c, at.By, there, at.Form)
	}
	if err != nil {
		refuse(c, web.Status(app.KindOf(err)), err, at.Page, "failed")
	}
}
