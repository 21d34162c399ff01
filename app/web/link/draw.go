package link

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/page"
)

// asking is a question as answer.html draws it below the title and the button.
type asking struct {
	Words         map[string]string
	Why, Get, Use string
	Form          *page.Form // to choose something else; nil when the whole form stands above
}

// draw shows one question. An option that was clicked is one button away, and the others
// stand behind it; without one the form stands open.
func (v visit) draw(c *gin.Context, status int, of app.Version, q app.Question, clicked string) {
	body, err := v.question(of, q, clicked)
	if err != nil {
		refuse(c, http.StatusInternalServerError, err, v.Page, "failed")
		return
	}
	v.Page = body
	v.Page.Write(c, status)
}

func (v visit) question(of app.Version, q app.Question, clicked string) (page.Page, error) {
	p := v.Page
	say := func(t app.Text) string { return t.In(v.Locale, of.Document.Languages[0]) }
	a := asking{Words: words[p.Lang], Why: say(q.Why), Get: say(q.Get), Use: say(q.Use)}
	label, chosen := "", url.Values{}
	if f := v.sheet(of, nil).Field(q, ""); clicked != "" && !q.Sensitive && f.Control == "radio" {
		if at := slices.IndexFunc(f.Options, func(o page.Option) bool { return o.Value == clicked }); at >= 0 {
			label = f.Options[at].Label
			chosen.Set("answers["+q.Key+"]", clicked)
		}
	}
	f := v.sheet(of, chosen).Field(q, "")
	f.Why = "" // it stands below, with the rest of what she is owed
	whole := &page.Form{Hidden: v.hidden(of, q), Fields: []page.Field{f}}
	if p.Title == "" {
		p.Title = say(q.Prompt)
	}
	if label == "" {
		p.Form, p.Title = whole, cmp.Or(v.Page.Title, words[p.Lang]["question"])
	} else {
		p.Form = &page.Form{Hidden: v.hidden(of, q), Send: fmt.Sprintf(words[p.Lang]["confirm"], label)}
		p.Form.Hidden["answers["+q.Key+"]"] = clicked
		a.Form = whole
	}
	var err error
	p.Body, err = page.Draw(draws, "asking", a)
	return p, err
}

// thank thanks her, shows what she has earned and asks what comes next.
func (v visit) thank(c *gin.Context, repeated bool, of app.Version, reply app.Reply) {
	status, p := http.StatusCreated, v.Page
	if repeated {
		status = http.StatusOK
	}
	p = p.Thanks("")
	if reply.Next == nil {
		p = p.Thanks(of.Document.Thanks.In(v.Locale, of.Document.Languages[0]))
		p.Next = v.forward(true)
	} else if q, known := of.Document.Question(reply.Next.Key); known {
		p.Text = words[p.Lang]["more"]
		v.Page = p
		asked, err := v.question(of, q, "")
		if err != nil {
			refuse(c, http.StatusInternalServerError, err, v.Page, "failed")
			return
		}
		p = asked
	}
	body, err := v.earned(reply, p.Body)
	if err != nil {
		_ = c.Error(err) // her answer is taken all the same
	} else {
		p.Body = body
	}
	p.Write(c, status)
}

// earned puts a reward above the rest of a page.
func (v visit) earned(reply app.Reply, rest template.HTML) (template.HTML, error) {
	if reply.Reward == nil {
		return rest, nil
	}
	html, err := page.Draw(draws, "reward", map[string]string{
		"Title": words[v.Page.Lang]["reward"], "Code": reply.Reward.Code, "Owed": words[v.Page.Lang]["owed"],
	})
	return html + rest, err
}
