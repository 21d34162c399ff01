// Package catalogue owns the options that questions draw from a shop's catalogue:
// what has been drawn, keeping it what the shop offers now, and filling documents
// with it. A published version says where its options come from and never changes;
// the options do, and answers to those that are gone are understood for long.
package catalogue

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Admin is what drawing needs of a shop's Admin API.
type Admin interface {
	// Draw reads up to most things of a place in the catalogue, without keys.
	Draw(ctx context.Context, from app.Source, most int) ([]app.Drawn, error)
}

// Keeper draws options. Safe for concurrent use.
type Keeper struct {
	Store  *store.Store
	Admin  func(app.ShopID) Admin
	Logger *slog.Logger
	Now    func() time.Time
	// Ring says that a shop's catalogue is to be looked at, Publish that its
	// surveys are to be published anew. Both may be lost: the sweep finds what is due.
	Ring, Publish func(context.Context, app.ShopID)
}

// How long one look may take, how often there is one though nothing was heard,
// and how far two looks are apart at least: a shop that is being filled tells of
// every product.
const (
	lease = time.Minute
	daily = 24 * time.Hour
	rest  = 5 * time.Second
	hurry = 5 * time.Second // for a merchant who waits
)

// Want has what a document draws looked for soon, so that it is there when the
// document is published. Errors: Unavailable.
func (k *Keeper) Want(ctx context.Context, shop app.ShopID, d app.Document) error {
	if !Draws(d) {
		return nil
	}
	err := k.Store.WantCatalogue(ctx, shop)
	if err == nil {
		k.Ring(ctx, shop)
	}
	return err
}

// TryDraw draws at once what a document draws for the first time, if Shopify
// answers soon. What fails is logged: the look that is due will do it.
func (k *Keeper) TryDraw(ctx context.Context, shop app.ShopID, d app.Document) {
	ctx, cancel := context.WithTimeout(ctx, hurry)
	defer cancel()
	shelves, err := Read(ctx, k.Store, shop, d)
	if err != nil {
		return
	}
	for _, from := range sources(d) {
		if shelves[from.Shelf()] == nil {
			_, _ = k.draw(ctx, shop, from)
		}
	}
}

// Drain looks at a shop's catalogue if that is due, and has its surveys published
// anew if there is something else to choose from. A failure is tried again by
// itself. Errors: as Shopify's Admin API.
func (k *Keeper) Drain(ctx context.Context, shop app.ShopID) error {
	claim, err := k.Store.ClaimCatalogue(ctx, shop, lease)
	if app.Is(err, app.Conflict) {
		return nil
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, lease*2/3)
	defer cancel()
	look := store.CatalogueLook{Claim: claim, Rest: rest, Next: k.Now().Add(daily)}
	look.Sources, err = k.look(ctx, shop)
	look.Failed = err != nil
	return errors.Join(err, k.Store.FinishCatalogue(context.WithoutCancel(ctx), shop, look))
}

// look draws all that a shop's surveys draw, and says from where.
func (k *Keeper) look(ctx context.Context, shop app.ShopID) ([]app.Source, error) {
	from, err := k.wanted(ctx, shop)
	if err != nil {
		return nil, err
	}
	var failed []error
	anew := false
	for _, one := range from {
		changed, err := k.draw(ctx, shop, one)
		failed, anew = append(failed, err), anew || changed
	}
	if anew {
		k.Publish(ctx, shop)
	}
	return from, errors.Join(failed...)
}

// draw looks at one place of the catalogue.
func (k *Keeper) draw(ctx context.Context, shop app.ShopID, from app.Source) (changed bool, err error) {
	start := k.Now()
	found, err := k.Admin(shop).Draw(ctx, from, from.Most)
	if err == nil {
		changed, err = k.Store.Redraw(ctx, shop, from.Shelf(), func(held []app.Drawn) []app.Drawn { return merge(held, found, start) })
	}
	k.Logger.InfoContext(ctx, "catalogue drawn", "shop", shop, "shelf", from.Shelf(), "options", len(found), "changed", changed,
		"duration", k.Now().Sub(start), "error", err)
	return changed, err
}

// wanted is what a shop's surveys draw from, those that are not published yet
// among them: their makers want to see them.
func (k *Keeper) wanted(ctx context.Context, shop app.ShopID) ([]app.Source, error) {
	surveys, err := k.Store.Surveys(ctx, shop)
	if err != nil {
		return nil, err
	}
	published, err := k.Store.PublishedVersions(ctx, shop)
	var documents []app.Document
	for _, s := range surveys {
		documents = append(documents, s.Draft)
	}
	for _, v := range published {
		documents = append(documents, v.Document)
	}
	return sources(documents...), err
}

// sources are the places that documents draw from, each once, with as many things
// as the question with the most takes. Own options may stand for drawn ones.
func sources(documents ...app.Document) (all []app.Source) {
	for _, d := range documents {
		for _, q := range d.Questions {
			if q.Source == nil {
				continue
			}
			one := *q.Source
			one.Most = question.Takes(q) + len(q.Options)
			i := slices.IndexFunc(all, func(s app.Source) bool { return s.Shelf() == one.Shelf() })
			if i < 0 {
				all = append(all, one)
			} else {
				all[i].Most = max(all[i].Most, one.Most)
			}
		}
	}
	return all
}
