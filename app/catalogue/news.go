package catalogue

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// News is what became of one product or collection.
type News struct {
	Product    *Product
	Collection *Collection
}

// Product is as much of a product as options are made of.
type Product struct {
	ID, Handle, Title, Vendor, Type string
	Tags                            []string
	OnSale                          bool // shoppers can see it
	New                             bool
}

// Collection is as much of a collection as options are made of. One that is gone
// has an id only.
type Collection struct{ ID, Handle, Title string }

// A catalogue is looked at soon when there is something new in it, after the
// others of a burst were heard of. Most of what is heard is a number in stock:
// that may hide that the last product of a vendor is gone, which can wait.
const (
	soon  = 2 * time.Second
	later = 10 * time.Minute
)

// Hear has the catalogue looked at if what happened may change what a shop's
// surveys draw. Errors: Unavailable.
func (k *Keeper) Hear(ctx context.Context, shop app.ShopID, news News) error {
	from, draws, err := k.Store.CatalogueSources(ctx, shop)
	if err != nil || !draws {
		return err
	}
	names := make([]string, len(from))
	for i, one := range from {
		names[i] = one.Shelf()
	}
	shelves, err := k.Store.Drawn(ctx, shop, names)
	if err != nil {
		return err
	}
	wait := later
	if len(from) == 0 || // nothing was drawn yet: the first look may be under way
		slices.ContainsFunc(from, func(s app.Source) bool { return news.changes(s, shelves[s.Shelf()]) }) {
		wait = soon
	}
	return k.Store.HearCatalogue(ctx, shop, k.Now().Add(wait), rest)
}

// changes reports whether the news is of something that is to be drawn from a
// place and is not held as it is, or is held and must go.
func (n News) changes(from app.Source, held []app.Drawn) bool {
	s := shelf{from, held}
	switch p, c := n.Product, n.Collection; {
	case c != nil && from.From == "collections":
		return s.other(c.ID, app.Drawn{Label: c.Title, Collection: c.Handle}, c.Handle != "")
	case c != nil:
		return from.Collection != "" && from.Collection == c.Handle
	case p == nil:
		return false
	case from.From == "vendors":
		return s.unheard(p.Vendor)
	case from.From == "types":
		return s.unheard(p.Type)
	case from.From == "tags":
		return slices.ContainsFunc(p.Tags, s.unheard)
	case from.From == "products" && from.Collection != "" && !s.holds(p.ID):
		return p.New // whether it is in the collection its news does not say
	case from.From == "products":
		return s.other(p.ID, app.Drawn{Label: p.Title, Product: p.Handle}, p.OnSale)
	}
	return false
}

// shelf is what is held of a place.
type shelf struct {
	from app.Source
	held []app.Drawn
}

func (s shelf) find(name string) (app.Drawn, bool) {
	i := slices.IndexFunc(s.held, func(d app.Drawn) bool { return d.Name == name && d.RetiredAt.IsZero() })
	if i < 0 {
		return app.Drawn{}, false
	}
	return s.held[i], true
}

func (s shelf) holds(name string) bool {
	_, ok := s.find(name)
	return ok
}

// unheard reports whether a name would be drawn and is not.
func (s shelf) unheard(name string) bool {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	return name != "" && !s.holds(name) && !s.beyond(name)
}

// other reports whether a thing is not held as it is now.
func (s shelf) other(id string, now app.Drawn, there bool) bool {
	held, ok := s.find(id)
	if !ok {
		return there && !s.beyond(now.Label)
	}
	return !there || held.Label != now.Label || held.Product != now.Product || held.Collection != now.Collection
}

// beyond reports whether a label comes after all that the place is asked for:
// they are drawn from A to Z.
func (s shelf) beyond(label string) bool {
	live := slices.DeleteFunc(slices.Clone(s.held), func(d app.Drawn) bool { return !d.RetiredAt.IsZero() })
	return len(live) > 0 && len(live) >= s.from.Most && strings.ToLower(label) > strings.ToLower(live[len(live)-1].Label)
}
