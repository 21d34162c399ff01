package catalogue

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Draws reports whether a document has options that come from the catalogue.
func Draws(d app.Document) bool {
	return slices.ContainsFunc(d.Questions, func(q app.Question) bool { return q.Source != nil })
}

// Empty reports whether a filled question has nothing to choose from. It is not
// asked until there is something.
func Empty(q app.Question) bool { return q.Source != nil && len(q.Options) == 0 }

// Shelves are what has been drawn, by where it was drawn from.
type Shelves map[string][]app.Drawn

// Read reads what the documents draw. Errors: Unavailable.
func Read(ctx context.Context, s *store.Store, shop app.ShopID, documents ...app.Document) (Shelves, error) {
	var names []string
	for _, d := range documents {
		for _, q := range d.Questions {
			if q.Source != nil && !slices.Contains(names, q.Source.Shelf()) {
				names = append(names, q.Source.Shelf())
			}
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	return s.Drawn(ctx, shop, names)
}

// Offered is a document with the options that can be chosen now. Errors:
// Unavailable.
func Offered(ctx context.Context, s *store.Store, shop app.ShopID, d app.Document) (app.Document, error) {
	shelves, err := Read(ctx, s, shop, d)
	return shelves.Offered(d), err
}

// Ever is a document with every option it may have shown. Errors: Unavailable.
func Ever(ctx context.Context, s *store.Store, shop app.ShopID, d app.Document) (app.Document, error) {
	shelves, err := Read(ctx, s, shop, d)
	return shelves.Ever(d), err
}

// Asked is what is offered, without the questions that have nothing to choose from.
func (s Shelves) Asked(d app.Document) app.Document { return branch.Without(s.Offered(d), Empty) }

// Offered is a document with the options that can be chosen now: its own first,
// then as many of the catalogue's as it takes, in the catalogue's order.
func (s Shelves) Offered(d app.Document) app.Document {
	return s.fill(d, func(q app.Question, drawn []app.Drawn) []app.Drawn {
		live := drawn[:0:0]
		for _, one := range drawn {
			if one.RetiredAt.IsZero() && pictured(q, one) && !own(q, one) {
				live = append(live, one)
			}
		}
		return live[:min(len(live), question.Takes(q))]
	})
}

// Ever is a document with every option it may have shown, those that are gone
// among them: an answer is read and put into words by it. They are ordered by key,
// so that an answer of several looks the same whatever became of the catalogue
// meanwhile. Nobody has to choose where there is nothing any more.
func (s Shelves) Ever(d app.Document) app.Document {
	ever := s.fill(d, func(q app.Question, drawn []app.Drawn) []app.Drawn {
		all := slices.DeleteFunc(slices.Clone(drawn), func(one app.Drawn) bool { return own(q, one) })
		slices.SortFunc(all, func(a, b app.Drawn) int { return strings.Compare(a.Key, b.Key) })
		return all
	})
	for i, q := range s.Offered(d).Questions {
		if Empty(q) {
			ever.Questions[i].Required = false
		}
	}
	return ever
}

// own reports whether one of the question's own options stands for the drawn one:
// with its own words, its picture, its place.
func own(q app.Question, one app.Drawn) bool {
	return slices.ContainsFunc(q.Options, func(o app.Option) bool { return o.Key == one.Key })
}

// pictured reports whether a question can show it: a picture choice draws what
// has a picture.
func pictured(q app.Question, one app.Drawn) bool {
	return q.Type != "picture_choice" || one.Image != ""
}

func (s Shelves) fill(d app.Document, of func(app.Question, []app.Drawn) []app.Drawn) app.Document {
	if !Draws(d) {
		return d
	}
	d.Questions = slices.Clone(d.Questions)
	for i, q := range d.Questions {
		if q.Source == nil {
			continue
		}
		options := slices.Clone(q.Options)
		for _, one := range of(q, s[q.Source.Shelf()]) {
			options = append(options, option(one, d.Languages))
		}
		d.Questions[i].Options = options
	}
	return d
}

// option has the shop's name in the fallback language only, which every other
// falls back to.
func option(one app.Drawn, languages []string) app.Option {
	o := app.Option{Key: one.Key, Image: one.Image, Product: one.Product, Collection: one.Collection}
	if len(languages) > 0 {
		o.Label = app.Text{languages[0]: one.Label}
	}
	return o
}

// Most is how many things the fullest shelf has to choose from.
func (s Shelves) Most() (most int) {
	for _, drawn := range s {
		live := slices.IndexFunc(drawn, func(d app.Drawn) bool { return !d.RetiredAt.IsZero() })
		if live < 0 {
			live = len(drawn)
		}
		most = max(most, live)
	}
	return most
}

// Fewer are shelves with at most so many things to choose on each.
func (s Shelves) Fewer(most int) Shelves {
	fewer := make(Shelves, len(s))
	for name, drawn := range s { // live ones come first
		fewer[name] = drawn[:min(len(drawn), most)]
	}
	return fewer
}
