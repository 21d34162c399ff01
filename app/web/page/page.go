// Package page owns the pages for shoppers that a server draws: their frame and
// look, our own words on them in six languages, the fields of every type of
// question, and reading back the form that a browser makes of them. They need no
// script, and their policy allows none.
//
// A door makes a Page, has a Sheet draw the questions if there are any, and writes
// it. What comes back is read with Submission or Answers.
package page

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"
)

//go:embed page.html field.html page.css locales.json
var files embed.FS

var (
	pages = template.Must(template.ParseFS(files, "page.html", "field.html"))
	own   = Styled(nil)
)

// Page is one page: words alone, a form, or whatever Body holds.
type Page struct {
	Shop  string // its name, "" while nobody has proven to come from it
	Home  string // where the shop is, "/" for ""
	Lang  string // of our own words, as Lang picks it
	Dir   string // which way the shop's words run, as Dir tells it; "" is left to right
	Title string
	Text  string
	Done  bool          // something is done: the page shows it
	Form  *Form         // nil for none
	Body  template.HTML // whatever more there is, drawn by Draw
	Next  []Link        // the ways forward, the best first
	Again string        // what a screen many people use goes on to by itself, "" for nothing
	Back  string        // where the shopper was; Home for ""
	Lost  bool          // nobody knows which shop it is: there is no way back
	Style *Style        // nil for the look of every page
}

// Link leads on to another page.
type Link struct{ Href, Label string }

// Form is a form with our own words around its fields.
type Form struct {
	Action  string
	Hidden  map[string]string
	Fields  []Field
	Problem string // what is wrong with all of it, "" for nothing
	Send    string // what the button says, "" for "Send"
}

// Style is a style sheet, and the policy that allows it and nothing else.
type Style struct {
	css    template.CSS
	policy string
}

// Styled is the look of every page and more.
func Styled(more []byte) *Style {
	css := append(must(fs.ReadFile(files, "page.css")), more...)
	sum := sha256.Sum256(css)
	return &Style{
		css: template.CSS(css), //nolint:gosec // files of ours
		policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src https:; " +
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a file of ours
	}
	return v
}

// Templates are those of a folder, which may draw fields with {{template "field" .}}.
func Templates(folder fs.FS, names ...string) *template.Template {
	return template.Must(must(pages.Clone()).ParseFS(folder, names...))
}

// Draw is what a template makes of something, for the Body of a page.
func Draw(t *template.Template, name string, of any) (template.HTML, error) {
	var out bytes.Buffer
	err := t.ExecuteTemplate(&out, name, of)
	return template.HTML(out.String()), err //nolint:gosec // the template escaped it
}

// Words are our own in the page's language.
func (p Page) Words() map[string]string { return Words(p.Lang) }

// CSS is the page's style sheet.
func (p Page) CSS() template.CSS { return p.style().css }

func (p Page) style() *Style { return cmp.Or(p.Style, own) }

// HTML is the whole page.
func (p Page) HTML() ([]byte, error) {
	p.Home = cmp.Or(p.Home, "/")
	p.Back = cmp.Or(p.Back, p.Home)
	var out bytes.Buffer
	err := pages.ExecuteTemplate(&out, "page.html", p)
	return out.Bytes(), err
}

// Write answers a request with the page, and ends it.
func (p Page) Write(c *gin.Context, status int) {
	out, err := p.HTML()
	if err != nil {
		_ = c.Error(err)
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	c.Header("Content-Security-Policy", p.style().policy)
	c.Header("X-Content-Type-Options", "nosniff")
	if c.Writer.Header().Get("Referrer-Policy") == "" {
		c.Header("Referrer-Policy", "same-origin") // the address is signed: it is nobody else's affair
	}
	c.Data(status, "text/html; charset=utf-8", out)
	c.Abort()
}

// Thanks is the page after an answer, in the words given or in ours.
func (p Page) Thanks(words string) Page {
	p.Title, p.Done = cmp.Or(words, p.Words()["thanks"]), true
	return p
}

// Refusal is the page of what did not work, in the words given or in ours.
func (p Page) Refusal(words string) Page {
	p.Title, p.Text = p.Words()["failed"], cmp.Or(words, p.Words()["failed_text"])
	return p
}

// Nothing is the page where there is none.
func (p Page) Nothing() Page {
	p.Title = p.Words()["nothing"]
	return p
}
