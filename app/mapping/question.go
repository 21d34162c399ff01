package mapping

import (
	"cmp"
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/question"
)

// Question is one question that can be mapped: as it was written last, with every
// option it ever had. Answers given to it long ago may still be delivered.
type Question struct {
	Key       string
	Title     string // its prompt, in the shop's language
	Type      string
	Kind      app.ValueKind
	Sensitive bool // it is, or was once: what was said then was said under it
	Published bool // shoppers may be asked it
	Options   []Option
	Channel   app.Channel // of a consent to marketing; "" of anything else
	consent   bool
	plain     app.Question
}

// Option is one option of a question and its words in the shop's language.
type Option struct {
	Key   string
	Label string
}

// questions lists all that shoppers were asked, or may be asked once a draft is
// published, those that are asked now first.
func (k *Keeper) questions(ctx context.Context, shop app.Shop) ([]Question, error) {
	ever, err := k.Store.AllVersions(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	now, err := k.Store.PublishedVersions(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	surveys, err := k.Store.Surveys(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	var l listing
	for _, v := range now {
		l.add(shop, v.Document, true)
	}
	for _, s := range surveys {
		l.add(shop, s.Draft, false)
	}
	for _, v := range slices.Backward(ever) { // the newest words of what is gone
		l.add(shop, v.Document, false)
	}
	return l.all, nil
}

type listing struct{ all []Question }

func (l *listing) add(shop app.Shop, d app.Document, published bool) {
	fallback := ""
	if len(d.Languages) > 0 {
		fallback = d.Languages[0]
	}
	for _, q := range d.Questions {
		at := slices.IndexFunc(l.all, func(known Question) bool { return known.Key == q.Key })
		if at < 0 {
			at = len(l.all)
			l.all = append(l.all, of(q, q.Prompt.In(shop.Locale, fallback), published))
		}
		l.all[at].Sensitive = l.all[at].Sensitive || q.Sensitive
		l.all[at].options(optionsOf(q, shop.Locale, fallback))
	}
}

func of(q app.Question, title string, published bool) Question {
	one := Question{Key: q.Key, Title: title, Type: q.Type, Kind: question.Kind(q), Published: published, consent: question.IsConsent(q), plain: q}
	if about := consent.Of(q); one.consent && about.Purpose == app.PurposeMarketing {
		one.Channel = about.Channel
	}
	return one
}

// options adds those that are not known yet: what was written of one last is what it
// is called.
func (q *Question) options(more []Option) {
	for _, o := range more {
		if !slices.ContainsFunc(q.Options, func(known Option) bool { return known.Key == o.Key }) {
			q.Options = append(q.Options, o)
		}
	}
}

func optionsOf(q app.Question, locale, fallback string) (all []Option) {
	for _, list := range [][]app.Option{q.Parts, q.Options} {
		for _, o := range list {
			all = append(all, Option{o.Key, cmp.Or(o.Label.In(locale, fallback), o.Key)})
		}
	}
	if question.Kind(q) == app.KindBoolean && !question.IsConsent(q) {
		all = append(all,
			Option{"yes", cmp.Or(q.High.In(locale, fallback), question.Yes.In(locale, "en"))},
			Option{"no", cmp.Or(q.Low.In(locale, fallback), question.No.In(locale, "en"))})
	}
	return all
}
