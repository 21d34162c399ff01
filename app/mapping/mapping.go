// Package mapping owns where answers go at a destination that has a mapping: it proposes
// a place for each question, keeps what the merchant makes of it, and shows on a real
// person what comes of it. What was fixed once stays, a property's key and type and the
// words of an option, so that no segment made of them breaks.
package mapping

import (
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// Keeper proposes, checks and keeps mappings. Safe for concurrent use.
type Keeper struct {
	Store     *store.Store
	Deliverer *delivery.Deliverer // says what comes of a mapping, by the providers it has
	// Catalogue reads what there is in a destination's account; of one that cannot tell
	// it is empty. Errors: as the destination says.
	Catalogue func(ctx context.Context, shop app.ShopID, at app.DestinationID) (integrations.Catalogue, error)
	Now       func() time.Time // the clock; time.Now when nil
}

func (k *Keeper) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}

// Board is a mapping with all that a merchant needs to change it.
type Board struct {
	Mapping   app.Mapping // as it is kept; revision 0 before it is
	Proposed  app.Mapping // the same, and a place for what has none: it can be saved as it is
	Questions []Question
	Catalogue integrations.Catalogue
	Spec      integrations.Spec
	Problem   string // why the catalogue could not be read: what is there already is not known then
}

// Board reads a destination's mapping and proposes what it lacks. Errors: NotFound;
// Invalid for a destination that has no mapping; Unavailable.
func (k *Keeper) Board(ctx context.Context, shop app.ShopID, at app.DestinationID) (Board, error) {
	d, err := k.open(ctx, shop, at)
	if err != nil {
		return Board{}, err
	}
	b := Board{Mapping: d.kept, Questions: d.questions, Spec: d.spec}
	if b.Problem, err = k.look(ctx, d); err != nil {
		return Board{}, err
	}
	b.Catalogue, b.Proposed = d.catalogue, d.propose()
	return b, nil
}

// desk is what has to be known of a destination before anything is mapped to it.
type desk struct {
	shop      app.Shop
	at        app.Destination
	spec      integrations.Spec
	provider  integrations.Provider
	kept      app.Mapping
	questions []Question
	catalogue integrations.Catalogue
	there     map[string]integrations.Attribute // by folded key
}

func (k *Keeper) open(ctx context.Context, shop app.ShopID, at app.DestinationID) (*desk, error) {
	d := &desk{there: map[string]integrations.Attribute{}}
	var err error
	if d.shop, err = k.Store.Shop(ctx, shop); err != nil {
		return nil, err
	}
	if d.at, err = k.Store.Destination(ctx, shop, at); err != nil {
		return nil, err
	}
	for _, p := range k.Deliverer.Providers {
		if p.Spec().Name == d.at.Kind {
			d.provider, d.spec = p, p.Spec()
		}
	}
	if !delivery.Mapped(d.spec) {
		return nil, app.Errorf(app.Invalid, "answers are not mapped to this destination")
	}
	if d.kept, err = k.Store.Mapping(ctx, shop, at); err != nil {
		return nil, err
	}
	d.questions, err = k.questions(ctx, d.shop)
	return d, err
}

// look reads the destination's catalogue. What keeps it from being read is the
// merchant's to know, and not an error of ours.
func (k *Keeper) look(ctx context.Context, d *desk) (problem string, err error) {
	d.catalogue, err = k.Catalogue(ctx, d.shop.ID, d.at.ID)
	var known *app.Error
	if errors.As(err, &known) && known.Kind != app.Internal {
		return known.Message, nil
	}
	d.index()
	return "", err
}

func (d *desk) index() {
	for _, a := range d.catalogue.Attributes {
		d.there[fold(a.Key)] = a
	}
}

// question finds a question by key.
func (d *desk) question(key string) (Question, bool) {
	for _, q := range d.questions {
		if q.Key == key {
			return q, true
		}
	}
	return Question{}, false
}
