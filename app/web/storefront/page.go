package storefront

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

//go:embed page.html page.css locales.json
var files embed.FS

var (
	pages  = template.Must(template.ParseFS(files, "page.html"))
	style  = must(files.ReadFile("page.css"))
	words  = locales()
	policy = "default-src 'none'; style-src 'sha256-" + hash(style) + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(sum[:])
}

func locales() map[string]map[string]string {
	var all map[string]map[string]string
	if err := json.Unmarshal(must(files.ReadFile("locales.json")), &all); err != nil {
		panic(err)
	}
	return all
}

// page is what page.html draws: words for all of them, then thanks, a form or
// neither.
type page struct {
	Style  template.CSS
	Shop   string // its name, "" while nobody has proven to come from it
	Lang   string // of our own words
	Words  map[string]string
	Title  string
	Text   string
	Done   bool
	Back   string // the page the shopper was on, a path of the shop
	Hidden map[string]string
	Fields []formField
}

// spoken picks the language of our own words: what the form says, else what the
// browser asks for, else English.
func spoken(c *gin.Context, locale string) string {
	for _, tag := range append([]string{locale}, strings.Split(c.GetHeader("Accept-Language"), ",")...) {
		tag, _, _ = strings.Cut(strings.TrimSpace(tag), ";")
		lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if words[lang] != nil {
			return lang
		}
	}
	return "en"
}

func newPage(c *gin.Context, locale, title string) page {
	lang := spoken(c, locale)
	return page{
		Style: template.CSS(style), Lang: lang, Words: words[lang], Title: words[lang][title],
		Shop: c.GetString(shopNameKey), Back: cmp.Or(c.GetString(backKey), "/"),
	}
}

const (
	shopNameKey = "shop name"
	backKey     = "back"
)

// situate tells the pages of a request where the shopper is.
func (d *door) situate(c *gin.Context, shop app.ShopID, form url.Values) {
	c.Set(backKey, ownPath(form.Get("back")))
	known, err := d.Store.Shop(c.Request.Context(), shop)
	if err != nil {
		_ = c.Error(err) // a page without the shop's name is a page all the same
		return
	}
	c.Set(shopNameKey, known.Name)
}

// ownPath is a path of the shop, or "/": whoever made the form must not choose
// which site a shopper goes on to.
func ownPath(back string) string {
	u, err := url.Parse(back)
	if err != nil || len(back) > 2000 || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.EscapedPath(), "//") {
		return "/"
	}
	return u.EscapedPath()
}

func (p page) write(c *gin.Context, status int) {
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, "page.html", p); err != nil {
		_ = c.Error(err)
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	c.Header("Content-Security-Policy", policy)
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Referrer-Policy", "same-origin") // the URL is signed: it is nobody else's affair
	c.Data(status, "text/html; charset=utf-8", out.Bytes())
	c.Abort()
}

func failPage(c *gin.Context, status int) {
	p := newPage(c, "", "failed")
	p.Text = p.Words["failed_text"]
	p.write(c, status)
}

func thanksPage(c *gin.Context, status int, d app.Document, locale string) {
	p := newPage(c, locale, "thanks")
	p.Title, p.Done = cmp.Or(d.Thanks.In(locale, d.Languages[0]), p.Title), true
	p.write(c, status)
}

// againPage shows the form with what was said and what is wrong with it.
func againPage(c *gin.Context, d app.Document, sub app.Submission, form url.Values, err error) {
	p := newPage(c, sub.Locale, "check")
	p.Hidden = map[string]string{
		"id": sub.ID, "survey": sub.Survey, "version": strconv.Itoa(sub.Version), "surface": string(sub.Surface),
		"order": sub.Order, "visitor": sub.Visitor, "cart": sub.Cart, "locale": sub.Locale, "back": p.Back,
	}
	var known *app.Error
	errors.As(err, &known)
	wrong := map[string]string{}
	for _, f := range known.Fields {
		if key, ok := strings.CutPrefix(f.Field, "answers."); ok {
			wrong[key] = f.Code
		} else if f.Field == "answers" {
			p.Text = p.Words["required"]
		} else {
			p.Text = p.Words["failed_text"]
		}
	}
	var shown []string
	draw := drawer{p, d, sub.Locale, form}
	for _, q := range d.Questions {
		if wrong[q.Key] != "" || slices.ContainsFunc(sub.Shown, func(s app.Shown) bool { return s.Question == q.Key }) {
			p.Fields = append(p.Fields, draw.field(q, wrong[q.Key]))
			shown = append(shown, q.Key)
		}
	}
	p.Hidden["shown"] = strings.Join(shown, " ")
	p.write(c, http.StatusUnprocessableEntity)
}

// complaint says in the shopper's language what is wrong with an answer.
func (p page) complaint(code string, q app.Question) string {
	most := question.MaxLength(q)
	switch {
	case code == "":
		return ""
	case code == "required":
		return p.Words["required"]
	case code == "too_long" && most > 0:
		return fmt.Sprintf(p.Words["too_long"], most)
	default:
		return p.Words["invalid"]
	}
}
