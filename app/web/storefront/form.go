package storefront

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/page"
)

// submitForm takes the plain form that a block is without scripts, and answers with a
// page: thanks with all that a script would tell, or the form again with what is wrong
// beside it.
func (d *door) submitForm(c *gin.Context, by app.Speaker, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		fail(c, statusError{http.StatusBadRequest, app.Errorf(app.Invalid, "the form cannot be read")})
		return
	}
	d.situate(c, by.Shop, form)
	number, _ := strconv.Atoi(form.Get("version")) // 0 is no version
	version, err := d.Submitter.Version(c.Request.Context(), by.Shop, form.Get("survey"), number)
	if err != nil {
		fail(c, err)
		return
	}
	if form.Get("surface") == string(app.SurfaceLink) {
		d.takeSurvey(c, by, version, form)
		return
	}
	sub := page.Submission(form, version)
	reply, repeated, err := d.Submitter.Submit(c.Request.Context(), by, sub)
	switch {
	case err == nil:
		visit{by: by, of: version, locale: sub.Locale}.thank(c, recordedStatus(repeated), reply)
	case app.Is(err, app.Invalid):
		_ = c.Error(err)
		againPage(c, version.Document, sub, form, err)
	default:
		fail(c, err)
	}
}

// againPage shows the form with what was said and what is wrong with it.
func againPage(c *gin.Context, d app.Document, sub app.Submission, form url.Values, err error) {
	p := newPage(c, sub.Locale)
	p.Title = p.Words()["check"]
	p.Form = page.Sheet{Lang: p.Lang, Locale: sub.Locale, Fallback: d.Languages[0], Said: form}.Again("responses", d, sub, err)
	p.Form.Hidden["back"] = p.Back
	p.Write(c, http.StatusUnprocessableEntity)
}
