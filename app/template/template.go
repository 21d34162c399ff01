// Package template owns the surveys a shop can begin with: packs of surveys and of
// the rewards they promise, translated, and their way into a shop.
package template

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/written"
)

// Template is one pack.
type Template struct {
	Name    string           `json:"name"`    // stable
	Title   string           `json:"title"`   // for the merchant, as what follows
	Purpose string           `json:"purpose"` // what it is for
	Promise string           `json:"promise"` // what it tells shoppers that only the shop can keep; "" for nothing
	Rewards []app.RewardRule `json:"rewards"` // which its surveys name
	Surveys []app.Document   `json:"surveys"` // in the languages of the first, all of them
}

// Languages are those it speaks; the first is the fallback.
func (t Template) Languages() []string { return t.Surveys[0].Languages }

// Questions is how many it asks at most.
func (t Template) Questions() int {
	n := 0
	for _, d := range t.Surveys {
		n += len(d.Questions)
	}
	return n
}

// Seconds is what answering all of it costs a shopper.
func (t Template) Seconds() float64 {
	spent := 0.0
	for _, d := range t.Surveys {
		for _, q := range d.Questions {
			spent += question.Seconds(q)
		}
	}
	return spent
}

//go:embed packs/*.yaml
var packs embed.FS

// shelf is where List shows them: what most shops begin with comes first.
var shelf = []string{
	"attribution", "after-purchase", "onboarding", "progressive-profile", "style-profile", "delivery",
	"preferences", "cart-reason", "found-it", "poll", "birthday", "gift-giving", "article-series", "style-quiz", "finder", "b2b",
}

var load = sync.OnceValues(func() ([]Template, error) {
	all := make([]Template, len(shelf))
	for i, name := range shelf {
		text, err := fs.ReadFile(packs, "packs/"+name+".yaml")
		if err != nil {
			return nil, err
		}
		file, err := written.Read(name+".yaml", text, &all[i])
		if err != nil {
			return nil, err
		}
		if all[i].Name != name || len(all[i].Surveys) == 0 {
			return nil, fmt.Errorf("%s: this is no template called %s", file.Place("name"), name)
		}
	}
	return all, nil
})

// List is every template. They are shared: nobody may change them.
func List() ([]Template, error) { return load() }

// Get is the template of a name. Errors: NotFound.
func Get(name string) (Template, error) {
	all, err := load()
	if err != nil {
		return Template{}, err
	}
	i := slices.IndexFunc(all, func(t Template) bool { return t.Name == name })
	if i < 0 {
		return Template{}, app.Errorf(app.NotFound, "there is no template %q; there are %s", cut(name), strings.Join(shelf, ", "))
	}
	return all[i], nil
}

// cut keeps of a name what can be told.
func cut(name string) string { return name[:min(len(name), 64)] }
