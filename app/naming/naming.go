// Package naming owns what merchants call what shoppers wrote in: it finds texts that are
// likely the same, says which answer they may mean, and keeps what the merchant decides.
// What was said is never changed: its name counts, and can be taken back.
package naming

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
	"github.com/askwell/askwell/app/store"
)

// longestName is how many characters a name has at most.
const longestName = 100

// Keeper keeps names. Safe for concurrent use.
type Keeper struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil
}

// Board is what was written in to a question, likely the same together.
type Board struct {
	Groups []Group // not named yet, the most frequent first
	Named  []Named // what was written is called so
	Looked int     // responses
	Whole  bool    // all of them; else the newest
}

// Group is what is likely the same.
type Group struct {
	Texts  []Text // the most frequent first
	Count  int    // how often altogether
	Option string // the key of the option that is likely meant; "" for none
	Name   string // what it may be called else: as most wrote it
}

// Text is what was written, and how often.
type Text struct {
	Text  string
	Count int
}

// Named is a name, and what is called so.
type Named struct {
	Option string // the key of an option; "" for a name of its own
	Name   string
	Texts  []Text // among the responses that were looked through
	Count  int
}

// Board reads what was written in to a question of a survey: nothing, where nothing can be.
// Errors: NotFound; Unavailable.
func (k *Keeper) Board(ctx context.Context, shop app.ShopID, survey app.SurveyID, key string) (Board, error) {
	q, err := k.question(ctx, shop, survey, key)
	if app.Is(err, app.Invalid) {
		return Board{Whole: true}, nil
	}
	if err != nil {
		return Board{}, err
	}
	written, err := k.Store.WrittenIn(ctx, shop, survey, key)
	if err != nil {
		return Board{}, err
	}
	names, err := k.Store.Namings(ctx, shop)
	if err != nil {
		return Board{}, err
	}
	board := Board{Looked: written.Looked, Whole: written.Whole}
	left, named := map[string]int{}, map[string]*Named{}
	for value := range names.To(key) {
		named[value] = namedAs(value)
	}
	for text, count := range written.Texts {
		called, is := names.Of(key, text)
		if !is {
			left[text] = count
			continue
		}
		one := named[called.Value()]
		one.Texts, one.Count = append(one.Texts, Text{text, count}), one.Count+count
	}
	board.Groups = groups(q, left)
	for _, one := range named {
		slices.SortFunc(one.Texts, often)
		board.Named = append(board.Named, *one)
	}
	slices.SortFunc(board.Named, func(a, b Named) int { return strings.Compare(a.Option+"\x00"+a.Name, b.Option+"\x00"+b.Name) })
	return board, nil
}

func namedAs(value string) *Named {
	if name := app.NameOf(value); name != "" {
		return &Named{Name: name}
	}
	return &Named{Option: value}
}

// question is the newest version of a question that something can be written in to.
func (k *Keeper) question(ctx context.Context, shop app.ShopID, survey app.SurveyID, key string) (app.Question, error) {
	versions, err := k.Store.SurveyVersions(ctx, shop, survey)
	if err != nil {
		return app.Question{}, err
	}
	if len(versions) == 0 {
		return app.Question{}, app.Errorf(app.NotFound, "survey not found, or never published")
	}
	known := false
	for _, v := range versions {
		q, asked := v.Document.Question(key)
		if asked && q.Other != nil {
			return q, nil
		}
		known = known || asked
	}
	if !known {
		return app.Question{}, app.Errorf(app.NotFound, "the survey asks no such question")
	}
	return app.Question{}, invalid("question", "Choose a question in which something can be written.")
}

// Name calls texts that were written in to a question an option of it, or a name, and
// tells what it has kept. Errors:
// NotFound; Invalid; Conflict where the shop has named too many.
func (k *Keeper) Name(ctx context.Context, shop app.ShopID, survey app.SurveyID, n app.Naming, texts []string) (app.Naming, error) {
	q, err := k.question(ctx, shop, survey, n.Question)
	if err != nil {
		return n, err
	}
	n.Name = strings.Join(strings.Fields(n.Name), " ")
	switch {
	case (n.Option == "") == (n.Name == ""):
		return n, invalid("name", "Choose an option, or give a name.")
	case n.Option != "" && !slices.ContainsFunc(q.Options, func(o app.Option) bool { return o.Key == n.Option }):
		return n, invalid("option", "Choose an option of the question.")
	case utf8.RuneCountInString(n.Name) > longestName || strings.ContainsRune(n.Name, 0) || n.Name != "" && fold.Text(n.Name) == "":
		return n, invalid("name", "Give a name of letters, of at most 100 characters.")
	case len(texts) == 0 || len(texts) > app.MostNamedAtOnce:
		return n, invalid("texts", "Name 1 to 200 spellings at a time.")
	case slices.ContainsFunc(texts, func(text string) bool { return fold.Text(text) == "" }):
		return n, invalid("texts", "Choose texts of letters or digits.")
	}
	n.At = k.now()
	return n, k.Store.Naming(ctx, shop, n, texts)
}

func invalid(field, message string) error {
	return app.InvalidFields([]app.FieldError{{Field: field, Code: "choice", Message: message}})
}

func (k *Keeper) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}
