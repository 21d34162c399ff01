package insight

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/freshness"
)

// liveCount is how long somebody who reads may wait for a count of now.
const liveCount = 100 * time.Millisecond

// Freshness is how many people's answers in a shop are worth what.
type Freshness struct {
	Zone      string
	AsOf      time.Time       // zero: they have not been counted yet
	Questions []FreshQuestion // that age, are removed or can be contradicted: as they are asked, then those asked no more
}

// FreshQuestion is how many people's answers to a question are worth what.
type FreshQuestion struct {
	Key, Type, Prompt  string
	Sensitive          bool
	HalfLife, KeepDays int          // as the first survey that asks it says, else as it was answered last
	Asked              []app.Survey // that ask it now, the oldest first
	StaleBefore        time.Time    // date in the shop's zone before which answers have aged; zero: they do not
	app.FreshCount
}

// Freshness tells how fresh the answers of a shop are: as they are now, where there are
// few, else as they were counted last. Errors: NotFound for a shop nobody knows;
// Unavailable.
func (r *Reader) Freshness(ctx context.Context, shop app.ShopID) (Freshness, error) {
	known, err := r.Store.Shop(ctx, shop)
	if err != nil {
		return Freshness{}, err
	}
	published, err := r.Store.PublishedVersions(ctx, shop)
	if err != nil {
		return Freshness{}, err
	}
	keeper := freshness.Keeper{Store: r.Store, Now: r.Now}
	counts, err := keeper.Read(ctx, shop, liveCount)
	if err != nil {
		return Freshness{}, err
	}
	all := fresh{shop: known, by: map[string]int{}}
	for _, v := range published {
		for _, q := range v.Document.Questions {
			if _, counted := counts.By[q.Key]; counted || freshness.Judged(q) {
				all.add(q, v)
				all.asked(q.Key, v)
			}
		}
	}
	for _, key := range sortedKeys(counts.By) {
		if err := r.counted(ctx, &all, key, counts.By[key]); err != nil {
			return Freshness{}, err
		}
	}
	now := r.now()
	for i, q := range all.list {
		if q.HalfLife > 0 {
			all.list[i].StaleBefore = dateOf(now.Add(-time.Duration(q.HalfLife)*24*time.Hour), known.Zone())
		}
	}
	return Freshness{Zone: known.Zone().String(), AsOf: counts.At, Questions: all.list}, nil
}

// counted gives a question its count, also one that is asked no more.
func (r *Reader) counted(ctx context.Context, all *fresh, key string, c app.FreshCount) error {
	if at, known := all.by[key]; !known || !freshness.Judged(all.first[at]) {
		v, err := r.Store.SurveyVersion(ctx, all.shop.ID, c.Survey, c.Version)
		if app.Is(err, app.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		q, _ := v.Document.Question(key)
		if known {
			all.list[at].HalfLife, all.list[at].KeepDays = q.HalfLife, q.KeepDays
		}
		all.add(q, v)
	}
	if at, known := all.by[key]; known {
		all.list[at].FreshCount = c
	}
	return nil
}

// fresh are the questions as they are found.
type fresh struct {
	shop  app.Shop
	list  []FreshQuestion
	first []app.Question // as the list tells of them
	by    map[string]int
}

func (f *fresh) add(q app.Question, v app.Version) {
	if _, known := f.by[q.Key]; known || q.Key == "" {
		return
	}
	l := look{shop: f.shop}
	f.by[q.Key] = len(f.list)
	f.first = append(f.first, q)
	f.list = append(f.list, FreshQuestion{
		Key: q.Key, Type: q.Type, Prompt: l.words(q.Prompt, v.Document), Sensitive: q.Sensitive, HalfLife: q.HalfLife, KeepDays: q.KeepDays,
	})
}

func (f *fresh) asked(key string, v app.Version) {
	one := &f.list[f.by[key]]
	if !slices.ContainsFunc(one.Asked, func(s app.Survey) bool { return s.ID == v.Survey }) {
		one.Asked = append(one.Asked, app.Survey{ID: v.Survey, Draft: app.Document{Title: v.Document.Title}})
	}
}
