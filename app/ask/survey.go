package ask

import (
	"context"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// surveys are the published surveys of an offer, ready to be chosen from, with the
// version she sees in place of its survey's. One that cannot be read is left out:
// publishing refuses it.
func (a *Asker) surveys(ctx context.Context, shop app.ShopID, offer store.Offer, before *app.Version) ([]*stream.Survey, error) {
	surveys := make([]*stream.Survey, 0, len(offer.Surveys)+1)
	add := func(v app.Version) error {
		s, err := a.survey(ctx, v)
		if s != nil {
			surveys = append(surveys, s)
		}
		return err
	}
	if before != nil {
		if err := add(*before); err != nil {
			return nil, err
		}
	}
	for _, one := range offer.Surveys {
		if before != nil && one.ID == before.Survey {
			continue
		}
		v, err := a.Store.SurveyVersion(ctx, shop, one.ID, one.Version)
		if app.Is(err, app.NotFound) {
			continue // erased this very moment
		}
		if err != nil {
			return nil, err
		}
		if err := add(v); err != nil {
			return nil, err
		}
	}
	return surveys, nil
}

// survey makes a version ready, without the questions that have nothing to choose
// from.
func (a *Asker) survey(ctx context.Context, v app.Version) (*stream.Survey, error) {
	if catalogue.Draws(v.Document) {
		shelves, err := catalogue.Read(ctx, a.Store, v.Shop, v.Document)
		if err != nil {
			return nil, err
		}
		v.Document = shelves.Asked(v.Document)
		return compile(v), nil // its options may be others the next moment
	}
	return a.ready.survey(v, a.now()), nil
}

func compile(v app.Version) *stream.Survey {
	s, err := stream.Compile(v)
	if err != nil {
		return nil
	}
	return s
}

const (
	keptSurveys = 2_048
	// A version never changes, but its shop may be erased and come back.
	keptFor = time.Minute
)

// ready remembers what was compiled lately.
type ready struct {
	mu   sync.RWMutex
	kept map[versionKey]keptSurvey
}

type versionKey struct {
	shop   app.ShopID
	survey app.SurveyID
	number int
}

type keptSurvey struct {
	survey *stream.Survey
	until  time.Time
}

func (r *ready) survey(v app.Version, now time.Time) *stream.Survey {
	key := versionKey{v.Shop, v.Survey, v.Version}
	r.mu.RLock()
	found, ok := r.kept[key]
	r.mu.RUnlock()
	if ok && now.Before(found.until) {
		return found.survey
	}
	s := compile(v)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[versionKey]keptSurvey{}
	}
	for old := range r.kept { // any one: the map's order is random
		if len(r.kept) < keptSurveys {
			break
		}
		delete(r.kept, old)
	}
	r.kept[key] = keptSurvey{s, now.Add(keptFor)}
	return s
}
