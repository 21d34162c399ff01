// Package centre owns the preference centre as pages: what is known of a shopper and
// why, every answer and consent in one form that needs no script, what a change did and
// the way to set it back, and her download and erasure. Whichever door shows it says
// who speaks, where its forms post to, and what may be done through it; what a link may
// not see package preference leaves out.
package centre

import (
	"embed"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web/page"
)

//go:embed centre.html erase.html centre.css locales
var files embed.FS

var (
	templates = page.Templates(files, "centre.html", "erase.html")
	style     = page.Styled(must(files.ReadFile("centre.css")))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a file of ours
	}
	return v
}

// BodyLimit is the largest form taken: every text there may be, and each as it was.
const BodyLimit = 512 << 10

// Pages shows the centre and does what its forms ask for.
type Pages struct {
	Preferences *preference.Keeper
}

// At is where the centre is shown, and what may be done there.
type At struct {
	Frame  page.Page // shop, language, and the way back
	Locale string    // of the questions, "" for the frame's
	Zone   *time.Location
	Paths  Paths
	Hidden map[string]string // what else its form carries
}

// Paths are addresses, as seen from the page that leads there; "" for what is not to be
// had at this door.
type Paths struct {
	Save   string // takes the form
	Export string // gives ?format=html and ?format=json
	Erase  string // asks whether she means it
	Login  string
}

// Show answers with the page. Errors: as Keeper.Known.
func (p Pages) Show(c *gin.Context, by app.Speaker, at At) error {
	known, err := p.Preferences.Known(c.Request.Context(), by, at.locale())
	if err != nil {
		return err
	}
	return at.write(c, http.StatusOK, view{Known: known})
}

// Save does what a form asks for, and answers with the page as it is then: with what
// was changed and the way to set it back, or with all that was written and what is wrong
// with it. Errors: as Keeper.Apply, but for Invalid.
func (p Pages) Save(c *gin.Context, by app.Speaker, at At, form url.Values) error {
	ctx := c.Request.Context()
	known, err := p.Preferences.Known(ctx, by, at.locale())
	if err != nil {
		return err
	}
	posted := read(form, known, at.locale())
	if posted.empty() {
		return at.write(c, http.StatusOK, view{Known: known, posted: &posted})
	}
	posted.Change.Visitor = by.Visitor
	err = p.Preferences.Apply(ctx, by, posted.Change)
	if app.Is(err, app.Invalid) {
		_ = c.Error(err)
		return at.write(c, http.StatusUnprocessableEntity, view{Known: known, posted: &posted, refused: err})
	}
	if err != nil {
		return err
	}
	now, err := p.Preferences.Known(ctx, by, at.locale())
	if err != nil {
		return err
	}
	return at.write(c, http.StatusOK, view{Known: now, before: known, posted: &posted})
}

func (at At) locale() string {
	if at.Locale != "" {
		return at.Locale
	}
	return at.Frame.Lang
}

// write draws a view and answers with it.
func (at At) write(c *gin.Context, status int, v view) error {
	v.At, v.T = at, speech{at.Frame.Lang, at.Frame.Shop, at.Zone}
	v.ID = uuid.NewString()
	return v.T.write(c, status, at.Frame, "centre", v.T.Say("title"), v)
}

// write puts a template's page into the frame.
func (s speech) write(c *gin.Context, status int, frame page.Page, name, title string, of any) error {
	body, err := page.Draw(templates, name, of)
	if err != nil {
		return err
	}
	frame.Title, frame.Body, frame.Style = title, body, style
	frame.Write(c, status)
	return nil
}

// view is what centre.html draws.
type view struct {
	At
	preference.Known
	T  speech
	ID string // of the next change

	before  preference.Known
	posted  *posted
	refused error
}
