// Package freshness counts how many people's answers are worth what they were when they
// were given: fresh, soon to age, stale, or contradicted by what a shopper did since. It
// goes through a shop's people a page after the other, and judges what each says now as
// the stream does that asks again. Nobody's words are kept of it, only numbers.
package freshness

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// Soon is how far ahead an answer counts as aging.
const Soon = 30 * 24 * time.Hour

// Judged reports whether answers to a question can lose their worth at all.
func Judged(q app.Question) bool { return q.HalfLife > 0 || q.KeepDays > 0 || len(q.Doubt) > 0 }

// add counts an answer that was given at a moment and contradicted, if ever, at another,
// by what it is worth now.
func add(to *app.FreshCount, q app.Question, said, doubted, now time.Time) {
	stale, ages := stream.StaleAt(said, q.HalfLife)
	kept := question.KeptUntil(q, said)
	switch {
	case doubted.After(said) && !doubted.After(now):
		to.Doubted++
	case ages && !now.Before(stale):
		to.Stale++
	case ages && !now.Add(Soon).Before(stale), !kept.IsZero() && !now.Add(Soon).Before(kept):
		to.Aging++
	default:
		to.Fresh++
	}
}

const people = 500 // counted at once

// Keeper counts. Safe for concurrent use.
type Keeper struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil
	Page  int              // people counted at once; 500 when 0
}

func (k *Keeper) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}

// page counts some more people, and reports whether there are any left.
func (k *Keeper) page(ctx context.Context, shop app.ShopID, w *store.FreshWork) (more bool, err error) {
	size := k.Page
	if size == 0 {
		size = people
	}
	ids, err := k.Store.PeoplePage(ctx, shop, store.RunFilter{}, string(w.After), size)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	said, err := k.Store.SaidByPeople(ctx, shop, ids)
	if err != nil {
		return false, err
	}
	doubts, err := k.Store.Doubts(ctx, shop, ids)
	if err != nil {
		return false, err
	}
	for _, one := range said {
		v, err := k.Store.SurveyVersion(ctx, shop, one.Survey, one.Version)
		if app.Is(err, app.NotFound) {
			continue // nobody knows what was asked
		}
		if err != nil {
			return false, err
		}
		if q, asked := v.Document.Question(one.Key); asked && Judged(q) {
			w.By[one.Key] = counted(w.By[one.Key], q, one, doubts[one.Profile][one.Key], w.Began)
		}
	}
	w.After = ids[len(ids)-1]
	return len(ids) == size, nil
}

// counted is a count with one more answer.
func counted(c app.FreshCount, q app.Question, one store.Said, doubted, now time.Time) app.FreshCount {
	add(&c, q, one.At, doubted, now)
	if at := one.At.UnixMilli(); at > c.At {
		c.At, c.Survey, c.Version = at, one.Survey, one.Version
	}
	return c
}
