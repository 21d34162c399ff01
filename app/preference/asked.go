package preference

import (
	"context"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/store"
)

// asked is a question as somebody may answer it now: of the survey that she answered
// it in, else of the first published one that has it.
type asked struct {
	app.Question              // with the options there are now
	ever         app.Question // with every option there ever was: answers are read by it
	version      app.Version
	published    bool
}

// said is an answer that counts, and the question as it was put when she gave it.
type said struct {
	store.Said
	question  app.Question
	languages []string
}

// book is a shop's questions as far as they concern one person.
type book struct {
	asked map[string]asked
	said  map[string]said
	order []string // of the questions: as published, then those that are only answered
}

// open reads the questions of a shop, and how those were put that she has answered, as
// far as somebody may see them.
func (k *Keeper) open(ctx context.Context, by app.Speaker, kept store.Kept) (book, error) {
	b, err := k.read(ctx, by.Shop, kept)
	if err == nil && by.Door == app.DoorLink {
		b.close()
	}
	return b, err
}

func (k *Keeper) read(ctx context.Context, shop app.ShopID, kept store.Kept) (book, error) {
	b := book{asked: map[string]asked{}, said: map[string]said{}}
	answeredIn := map[string]app.SurveyID{}
	for _, one := range kept.Said {
		answeredIn[one.Key] = one.Survey
	}
	offer, err := k.Store.Offer(ctx, shop)
	if err != nil {
		return b, err
	}
	for _, o := range offer.Surveys {
		v, err := k.Store.SurveyVersion(ctx, shop, o.ID, o.Version)
		if app.Is(err, app.NotFound) {
			continue // erased this very moment
		}
		if err == nil {
			err = k.add(ctx, &b, v, true, answeredIn)
		}
		if err != nil {
			return b, err
		}
	}
	for _, one := range kept.Said {
		if err := k.addSaid(ctx, &b, shop, one, answeredIn); err != nil {
			return b, err
		}
	}
	return b, nil
}

// add puts a version's questions into the book, but for those that stand there by a
// better claim.
func (k *Keeper) add(ctx context.Context, b *book, v app.Version, published bool, answeredIn map[string]app.SurveyID) error {
	shelves, err := catalogue.Read(ctx, k.Store, v.Shop, v.Document)
	if err != nil {
		return err
	}
	now, ever := shelves.Offered(v.Document), shelves.Ever(v.Document)
	for i, q := range now.Questions {
		before, there := b.asked[q.Key]
		if there && (before.version.Survey == answeredIn[q.Key] || v.Survey != answeredIn[q.Key] || before.published && !published) {
			continue
		}
		if !there {
			b.order = append(b.order, q.Key)
		}
		b.asked[q.Key] = asked{Question: q, ever: ever.Questions[i], version: v, published: published}
	}
	return nil
}

func (k *Keeper) addSaid(ctx context.Context, b *book, shop app.ShopID, one store.Said, answeredIn map[string]app.SurveyID) error {
	v, err := k.Store.SurveyVersion(ctx, shop, one.Survey, one.Version)
	if err != nil {
		return err
	}
	if _, there := b.asked[one.Key]; !there {
		old := v
		old.Document.Questions = slices.DeleteFunc(slices.Clone(v.Document.Questions), func(q app.Question) bool { return q.Key != one.Key })
		if err := k.add(ctx, b, old, false, answeredIn); err != nil {
			return err
		}
		added := b.asked[one.Key]
		added.version = v
		b.asked[one.Key] = added
	}
	if v.Document, err = catalogue.Ever(ctx, k.Store, shop, v.Document); err != nil {
		return err
	}
	q, _ := v.Document.Question(one.Key)
	b.said[one.Key] = said{one, q, v.Document.Languages}
	return nil
}

// close takes out what no link shows: one may be passed on.
func (b *book) close() {
	b.order = slices.DeleteFunc(b.order, func(key string) bool {
		now, before := b.asked[key], b.said[key]
		if !Private(now.Question) && !Private(now.ever) && !Private(before.question) {
			return false
		}
		delete(b.asked, key)
		delete(b.said, key)
		return true
	})
}

// Private reports whether an answer is only for who is proven to have given it.
func Private(q app.Question) bool { return q.Sensitive || q.Type == "email" || q.Type == "phone" }

// offered reports whether a question that she has not answered is hers to answer
// unasked: not what is about one order, nor a step of a quiz, nor what has nothing to
// choose from.
func (a asked) offered() bool {
	about := a.Mapping.OrderMetafield && !a.Mapping.Metafield && !a.Mapping.Tag
	return a.published && !about && !a.version.Document.Invited() && !catalogue.Empty(a.Question)
}

// guard is the consent question that this one needs, if any.
func (a asked) guard() (app.Question, bool) {
	if a.Consent == "" {
		return app.Question{}, false
	}
	return a.version.Document.Question(a.Consent)
}

// fallback is the language of a version that has no words in hers.
func fallback(languages []string) string {
	if len(languages) == 0 {
		return ""
	}
	return languages[0]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
