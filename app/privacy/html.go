package privacy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"path"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

//go:embed html.html html.css locales
var files embed.FS

var (
	htmlTemplate = template.Must(template.ParseFS(files, "html.html"))
	htmlStyle    = must(files.ReadFile("html.css"))
	htmlPolicy   = "default-src 'none'; style-src 'sha256-" + sum(htmlStyle) + "'; base-uri 'none'; form-action 'none'"
	htmlWords    = locales()
)

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err) // a file of ours
	}
	return b
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(h[:])
}

// Languages are those our own words are in.
var Languages = []string{"en", "sv", "sl", "pl", "da", "es"}

func locales() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range Languages {
		var words map[string]string
		if err := json.Unmarshal(must(files.ReadFile(path.Join("locales", lang+".json"))), &words); err != nil {
			panic(err)
		}
		all[lang] = words
	}
	return all
}

// Page is an export to be read: one page that needs nothing else, in the language of
// locale, or the one she answers in, or the shop's. Errors: Unavailable.
func (d *Desk) Page(ctx context.Context, data app.PersonalData, locale string) ([]byte, error) {
	shop, err := d.Store.Shop(ctx, data.Shop)
	if err != nil && !app.Is(err, app.NotFound) {
		return nil, err
	}
	return HTML(data, shop, locale)
}

// HTML draws the page of an export for a shop.
func HTML(data app.PersonalData, shop app.Shop, locale string) ([]byte, error) {
	p := page{Data: data, shop: shop, zone: shop.Zone(), Lang: spoken(data, shop, locale)}
	p.ask()
	var out bytes.Buffer
	err := htmlTemplate.ExecuteTemplate(&out, "html.html", p)
	return out.Bytes(), err
}

// spoken is the language of our own words: as asked for, else hers, else the shop's.
func spoken(data app.PersonalData, shop app.Shop, locale string) string {
	wanted := []string{locale}
	for i := len(data.Responses) - 1; i >= 0; i-- {
		wanted = append(wanted, data.Responses[i].Locale)
	}
	for _, tag := range append(wanted, shop.Locale) {
		lang, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
		if htmlWords[lang] != nil {
			return lang
		}
	}
	return Languages[0]
}

// page is what html.html draws.
type page struct {
	Lang string
	Data app.PersonalData
	shop app.Shop
	zone *time.Location

	questions map[asked]app.Question
}

type asked struct {
	survey   string
	version  int
	question string
}

// ask remembers the questions she was asked.
func (p *page) ask() {
	p.questions = map[asked]app.Question{}
	for _, s := range p.Data.Surveys {
		for _, q := range s.Questions {
			p.questions[asked{s.Survey, s.Version, q.Key}] = q
		}
	}
}

// Style is the page's own.
func (page) Style() template.CSS { return template.CSS(htmlStyle) } //nolint:gosec // a file of ours

// Policy is what the page allows itself.
func (page) Policy() string { return htmlPolicy }

// Sections are the page's parts in order.
func (page) Sections() []string {
	return []string{"told", "known", "consents", "asked", "went", "you", "kept", "rights"}
}

// T is one of our own sentences, what it says in braces filled in.
func (p page) T(key string, pairs ...string) string {
	name := p.shop.Name
	if name == "" {
		name = string(p.Data.Shop)
	}
	words, known := htmlWords[p.Lang][key]
	if !known {
		return key
	}
	return strings.NewReplacer(append(pairs, "{shop}", name, "{zone}", p.zone.String())...).Replace(words)
}

// word is T of a word that may not be ours, which then stands for itself.
func (p page) word(kind, word string) string {
	if words, known := htmlWords[p.Lang][kind+"."+word]; known {
		return words
	}
	return word
}

// moment is a time as it is drawn.
type moment struct {
	At         time.Time
	ISO, Words string
}

// Time draws a time as the shop's clocks have it.
func (p page) Time(at time.Time) moment {
	return moment{at, at.UTC().Format(time.RFC3339), at.In(p.zone).Format("2006-01-02 15:04")}
}

// day is the day of a time, "" of none.
func (p page) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(p.zone).Format(time.DateOnly)
}

// Row is one named value, in a language if that is not the page's.
type Row struct{ Name, Value, Lang string }

// row names a value, ours.
func (p page) row(key, value string) Row { return Row{Name: p.T("row." + key), Value: value} }
