package storefront

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/page"
)

// visit is somebody at the page of a survey.
type visit struct {
	by      app.Speaker
	of      app.Version
	locale  string // of the survey's words
	visitor string // a guest's name from page to page of this visit, "" of a customer
	kiosk   bool   // a screen that many people use, one after the other
	utm     map[string]string
}

// survey is the page of one survey. What fetches the address and is no browser that
// opens a page leaves no trace, and a browser only a count.
func (d *door) survey(c *gin.Context) {
	by := speaker(c)
	d.situate(c, by.Shop, nil)
	v, err := d.linked(c, by.Shop, c.Param("handle"))
	locale := localeOf(c, v.Document)
	if app.Is(err, app.NotFound) || app.Is(err, app.Invalid) {
		p := newPage(c, locale)
		p.Title, p.Text = linkWords[p.Lang]["nothing"], linkWords[p.Lang]["nothing_text"]
		p.Write(c, http.StatusNotFound)
		return
	}
	if err != nil {
		d.failSurvey(c, locale, err)
		return
	}
	her := visit{by: by, of: v, locale: locale, kiosk: c.Query("kiosk") == "1", utm: map[string]string{}}
	if by.Customer == 0 || her.kiosk { // whoever stands before a screen, it is not who logged in there
		her.by.Customer, her.visitor = 0, uuid.NewString()
	}
	for _, name := range utms {
		if value := bounded(c.Query("utm_" + name)); value != "" {
			her.utm[name] = value
		}
	}
	keys, said, err := d.asked(c, her)
	switch {
	case err != nil:
		d.failSurvey(c, locale, err)
	case len(keys) == 0:
		her.settled(c, said)
	default:
		d.countPage(c, her, keys)
		her.draw(c, http.StatusOK, newPage(c, locale), keys, uuid.NewString(), "../responses")
	}
}

// linked is the published version of a survey that is placed on link. Errors: NotFound,
// Invalid; Unavailable.
func (d *door) linked(c *gin.Context, shop app.ShopID, handle string) (app.Version, error) {
	if !question.IsHandle(handle) {
		return app.Version{}, errNoPage
	}
	survey, err := d.Store.SurveyByHandle(c.Request.Context(), shop, handle)
	if err != nil {
		return app.Version{}, err
	}
	v, err := d.Submitter.Version(c.Request.Context(), shop, handle, survey.Version)
	if err == nil && !slices.Contains(v.Document.Placements, app.SurfaceLink) {
		err = errNoPage
	}
	return v, err
}

var errNoPage = app.Errorf(app.NotFound, "the survey has no page")

// asked are the questions that are asked of her now, and whether she has answered any.
func (d *door) asked(c *gin.Context, her visit) (keys []string, said bool, err error) {
	told := map[string]json.RawMessage{}
	for name, value := range her.utm {
		told["visit.utm."+name], _ = json.Marshal(value) // a string: cannot fail
	}
	facts, _ := ask.Facts(told, app.SurfaceLink) // of a length that is taken
	by := her.by
	by.Visitor = her.visitor
	plan, err := d.Submitter.Asker.Plan(c.Request.Context(), by, ask.Place{Surface: app.SurfaceLink, Locale: her.locale, Facts: facts})
	if err != nil {
		return nil, false, err
	}
	for _, one := range plan.Of(her.of.Document.Handle) {
		keys = append(keys, one.Question)
	}
	said = slices.ContainsFunc(plan.Her.Responses, func(r app.Response) bool { return r.Survey == her.of.Survey })
	return keys, said, nil
}

// utms are the campaign's parts that rules may ask for.
var utms = []string{"source", "medium", "campaign"}

// bounded is as much of a word from outside as a rule is told.
func bounded(s string) string {
	s = strings.ToLower(strings.TrimSpace(strings.ToValidUTF8(s, "")))
	if runes := []rune(s); len(runes) > 200 {
		s = string(runes[:200])
	}
	return s
}

// localeOf is what the survey's words are to be in: as the address says, else the first
// that the browser wants of those the survey has, else as the shop speaks.
func localeOf(c *gin.Context, d app.Document) string {
	locale := c.Query("locale")
	if len(locale) > 35 {
		locale = ""
	}
	shop, _ := c.Value(shopKey).(app.Shop)
	return cmp.Or(locale, page.Spoken(c.GetHeader("Accept-Language"), d.Languages), shop.Locale)
}

// countPage counts a page that a browser opens for somebody to see it. What fetches
// addresses for any other reason does not say that it navigates, or says that it only
// looks ahead.
func (d *door) countPage(c *gin.Context, her visit, keys []string) {
	ahead := c.GetHeader("Sec-Purpose") + c.GetHeader("Purpose")
	if c.Request.Method != http.MethodGet || c.GetHeader("Sec-Fetch-Mode") != "navigate" || strings.Contains(ahead, "prefetch") {
		return
	}
	err := d.Submitter.Show(c.Request.Context(), app.Speaker{Shop: her.by.Shop, Door: app.DoorProxy}, capture.Display{
		Survey: her.of.Document.Handle, Version: her.of.Version, Surface: app.SurfaceLink, Questions: keys,
	})
	if err != nil {
		_ = c.Error(err) // she may answer, counted or not
	}
}

// takeSurvey records one page of a survey and goes on to the next.
func (d *door) takeSurvey(c *gin.Context, by app.Speaker, v app.Version, form url.Values) {
	her := visit{by: by, of: v, locale: form.Get("locale"), visitor: form.Get("visitor"), kiosk: form.Get("kiosk") == "1", utm: map[string]string{}}
	if her.kiosk {
		her.by.Customer = 0
	}
	sub := page.Submission(form, v)
	sub.Surface, sub.Complete, sub.Step, sub.Order, sub.Cart = app.SurfaceLink, false, true, "", ""
	sub.Facts = map[string]json.RawMessage{}
	for _, name := range utms {
		if value := bounded(form.Get("utm_" + name)); value != "" {
			her.utm[name] = value
			sub.Facts["visit.utm."+name], _ = json.Marshal(value) // a string: cannot fail
		}
	}
	reply, repeated, err := d.Submitter.Submit(c.Request.Context(), her.by, sub)
	switch {
	case app.Is(err, app.Invalid):
		_ = c.Error(err)
		her.drawAgain(c, sub, form, err)
	case err != nil:
		d.failSurvey(c, her.locale, err)
	case reply.Next != nil:
		p := newPage(c, her.locale)
		p.Text = linkWords[p.Lang]["more"]
		her.draw(c, recordedStatus(repeated), p, onward(v.Document, reply), after(sub.ID), "responses")
	default:
		her.thank(c, recordedStatus(repeated), reply)
	}
}

// onward are the questions a reply asks of the same survey.
func onward(of app.Document, reply app.Reply) []string {
	keys := slices.DeleteFunc(slices.Clone(reply.Ask), func(key string) bool { _, has := of.Question(key); return !has })
	if len(keys) == 0 {
		return []string{reply.Next.Key}
	}
	return keys
}

// after is the id of the page that follows one: the same however often that is sent.
func after(id string) string {
	before, err := uuid.Parse(id)
	if err != nil {
		return uuid.NewString()
	}
	return uuid.NewSHA1(before, []byte("next")).String()
}

func (d *door) failSurvey(c *gin.Context, locale string, err error) {
	_ = c.Error(err)
	newPage(c, locale).Refusal("").Write(c, web.Status(app.KindOf(err)))
}
