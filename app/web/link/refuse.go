package link

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/page"
)

//go:embed answer.html link.css locales.json
var files embed.FS

var (
	words = locales()
	look  = page.Styled(must(fs.ReadFile(files, "link.css")))
	draws = page.Templates(files, "answer.html")
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a file of ours
	}
	return v
}

// locales are our own words: language → name → words.
func locales() map[string]map[string]string {
	var all map[string]map[string]string
	if err := json.Unmarshal(must(fs.ReadFile(files, "locales.json")), &all); err != nil {
		panic(err) // a file of ours
	}
	return all
}

// refuse answers with a page that says what is the matter, in two sentences of ours.
func refuse(c *gin.Context, status int, err error, p page.Page, why string) {
	_ = c.Error(err)
	p.Title, p.Text = words[p.Lang][why], words[p.Lang][why+"_text"]
	p.Write(c, status)
}

// refuseLink tells apart what a link is refused for, where that is safe: that one has
// expired, or leads to nobody, is only said of links that we made. Each page has a way
// forward that needs no link.
func (d *door) refuseLink(c *gin.Context, err error, at visit, known bool) {
	why, status := "failed", web.Status(app.KindOf(err))
	switch {
	case errors.Is(err, link.ErrBroken):
		why = "broken"
	case errors.Is(err, link.ErrExpired):
		why, status = "expired", http.StatusGone
	case errors.Is(err, link.ErrGone):
		why, status = "gone", http.StatusGone
	}
	p := at.Page
	if known && at.Shop.Installed() {
		p.Next = at.forward(false)
	}
	refuse(c, status, err, p, why)
}

// forward is where she can go on: her preferences at the shop, where she logs in.
func (v visit) forward(answered bool) []page.Link {
	label := "login"
	if answered {
		label = "change"
	}
	return []page.Link{{Href: v.centre(), Label: words[v.Page.Lang][label]}}
}

// centre is the preference centre at the shop.
func (v visit) centre() string {
	return "https://" + string(v.Shop.ID) + v.Shop.Proxy() + "/preferences"
}
