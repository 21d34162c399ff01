package storefront

import (
	"embed"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/page"
)

//go:embed survey.html survey.css survey.json
var surveyFiles embed.FS

var (
	linkDraws = page.Templates(surveyFiles, "survey.html")
	linkLook  = page.Styled(read("survey.css"))
	linkWords = func() (all map[string]map[string]string) {
		if err := json.Unmarshal(read("survey.json"), &all); err != nil {
			panic(err) // a file of ours
		}
		return all
	}()
)

func read(name string) []byte {
	file, err := surveyFiles.ReadFile(name)
	if err != nil {
		panic(err) // a file of ours
	}
	return file
}

func (v visit) say(t app.Text) string { return t.In(v.locale, v.of.Document.Languages[0]) }

// draw shows the questions that are asked together now.
func (v visit) draw(c *gin.Context, status int, p page.Page, keys []string, id, action string) {
	v.ask(&p, keys, id, action)
	v.owe(c, &p, keys)
	v.write(c, status, p)
}

// ask puts the form of the questions on a page.
func (v visit) ask(p *page.Page, keys []string, id, action string) {
	p.Title = linkWords[p.Lang]["ask"]
	if len(keys) > 1 {
		p.Title = linkWords[p.Lang]["ask_more"]
	}
	sheet := page.Sheet{Lang: p.Lang, Locale: v.locale, Fallback: v.of.Document.Languages[0]}
	p.Form = &page.Form{Action: action, Fields: sheet.Fields(v.of.Document, keys, nil), Hidden: v.hidden(id, keys)}
}

// owed is what a shopper is told of a question before she answers, beside why it is
// asked.
type owed struct{ Prompt, Get, Use string }

func (v visit) owe(c *gin.Context, p *page.Page, keys []string) {
	if err := v.tell(p, keys); err != nil {
		_ = c.Error(err)
	}
}

// tell puts what a shopper is owed on a page.
func (v visit) tell(p *page.Page, keys []string) (err error) {
	var all []owed
	for _, q := range v.of.Document.Questions {
		if one := (owed{v.say(q.Prompt), v.say(q.Get), v.say(q.Use)}); slices.Contains(keys, q.Key) && one.Get+one.Use != "" {
			all = append(all, one)
		}
	}
	p.Body, err = page.Draw(linkDraws, "owed", map[string]any{"Words": linkWords[p.Lang], "Owed": all})
	return err
}

// drawAgain shows a page that was refused, with what is wrong with it.
func (v visit) drawAgain(c *gin.Context, sub app.Submission, form url.Values, refused error) {
	p := newPage(c, v.locale)
	p.Title = p.Words()["check"]
	p.Form = page.Sheet{Lang: p.Lang, Locale: v.locale, Fallback: v.of.Document.Languages[0], Said: form}.Again("responses", v.of.Document, sub, refused)
	keys := strings.Fields(p.Form.Hidden["shown"])
	p.Form.Hidden = v.hidden(sub.ID, keys)
	v.owe(c, &p, keys)
	v.write(c, http.StatusUnprocessableEntity, p)
}

// hidden is what a form carries from page to page. Its id makes a second click
// harmless, and a guest's name joins the pages of one visit.
func (v visit) hidden(id string, keys []string) map[string]string {
	fields := map[string]string{
		"id": id, "survey": v.of.Document.Handle, "version": strconv.Itoa(v.of.Version), "surface": string(app.SurfaceLink),
		"locale": v.locale, "shown": strings.Join(keys, " "),
	}
	if v.visitor != "" {
		fields["visitor"] = v.visitor
	}
	if v.kiosk {
		fields["kiosk"] = "1"
	}
	for name, value := range v.utm {
		fields["utm_"+name] = value
	}
	return fields
}

// settled is for who has answered already, or is not asked.
func (v visit) settled(c *gin.Context, said bool) {
	p := newPage(c, v.locale)
	words := linkWords[p.Lang]
	p.Title, p.Text = words["nothing"], words["none_text"]
	if said {
		p.Title, p.Text = words["said"], words["said_text"]
		p.Next = []page.Link{{Href: "../preferences", Label: words["change"]}}
	}
	v.write(c, http.StatusOK, p)
}

// thank ends a survey: with the ending of a quiz, what she has earned, and how others
// answered.
func (v visit) thank(c *gin.Context, status int, reply app.Reply) {
	p := newPage(c, v.locale)
	p = p.Thanks(v.say(v.of.Document.Thanks))
	body, err := page.Draw(linkDraws, "thanks", map[string]any{
		"Words": linkWords[p.Lang], "Reward": reply.Reward, "Polls": v.polls(p.Lang, reply.Poll), "Ending": v.ending(reply.Ending),
	})
	if err != nil {
		_ = c.Error(err) // her answer is taken all the same
	}
	p.Body = body
	if v.kiosk {
		p.Again = v.start()
		p.Next = []page.Link{{Href: p.Again, Label: linkWords[p.Lang]["again"]}}
	} else if v.by.Customer != 0 {
		p.Next = []page.Link{{Href: "preferences", Label: linkWords[p.Lang]["change"]}}
	}
	v.write(c, status, p)
}

// start is where the next one at a kiosk begins, from the page after a form.
func (v visit) start() string {
	query := url.Values{"kiosk": {"1"}, "locale": {v.locale}}
	for name, value := range v.utm {
		query.Set("utm_"+name, value)
	}
	return "surveys/" + url.PathEscape(v.of.Document.Handle) + "?" + query.Encode()
}

// poll is how others answered one question.
type poll struct {
	Prompt string
	Shares []share
}

type share struct {
	Label   string
	Percent int
}

func (v visit) polls(lang string, tallies app.Tallies) (all []poll) {
	sheet := page.Sheet{Lang: lang, Locale: v.locale, Fallback: v.of.Document.Languages[0]}
	for _, q := range v.of.Document.Questions {
		if len(tallies[q.Key]) == 0 {
			continue
		}
		one := poll{Prompt: v.say(q.Prompt)}
		f := sheet.Field(q, "")
		if f.Other != "" {
			f.Options = append(f.Options, page.Option{Value: "other", Label: f.Other})
		}
		for _, o := range f.Options {
			if n, counted := tallies[q.Key][o.Value]; counted {
				one.Shares = append(one.Shares, share{o.Label, n})
			}
		}
		slices.SortStableFunc(one.Shares, func(a, b share) int { return b.Percent - a.Percent })
		all = append(all, one)
	}
	return all
}

// ending is what a quiz came out at.
type ending struct {
	Title, Text, Image string
	Links              []page.Link
}

func (v visit) ending(came *app.Ended) *ending {
	at := slices.IndexFunc(v.of.Document.Endings, func(e app.Ending) bool { return came != nil && e.Key == came.Key })
	if at < 0 {
		return nil
	}
	found := v.of.Document.Endings[at]
	shown := &ending{Title: v.say(found.Title), Text: v.say(found.Text), Image: found.Image}
	for _, handle := range found.Products {
		shown.Links = append(shown.Links, page.Link{Href: "/products/" + url.PathEscape(handle), Label: named(handle)})
	}
	for _, handle := range found.Collections {
		shown.Links = append(shown.Links, page.Link{Href: "/collections/" + url.PathEscape(handle), Label: named(handle)})
	}
	return shown
}

// named reads a handle as words: what a product is called is not known here.
func named(handle string) string {
	words := strings.ReplaceAll(handle, "-", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

func (v visit) write(c *gin.Context, status int, p page.Page) {
	p.Style = linkLook
	p.Write(c, status)
}
