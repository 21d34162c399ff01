package preference

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// tool is a destination of the shop, as she is told of it.
type tool struct {
	title  string
	places app.Places
}

// tools are the shop's destinations, and where answers stand there.
func (k *Keeper) tools(ctx context.Context, shop app.Shop) (map[app.DestinationID]tool, error) {
	list, err := k.Store.Destinations(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	mappings, err := k.Store.Mappings(ctx, shop.ID)
	if err != nil {
		return nil, err
	}
	tools := make(map[app.DestinationID]tool, len(list))
	for _, d := range list {
		var mapped *app.Mapping
		if d.ID != app.ShopifyDestination && d.ID != app.FlowDestination {
			mapping := mappings[d.ID]
			mapped = &mapping
		}
		tools[d.ID] = tool{title: k.title(d.Kind), places: app.PlacesAt(shop, d.ID, mapped)}
	}
	return tools, nil
}

func (k *Keeper) title(kind string) string {
	if k.Title == nil {
		return kind
	}
	return k.Title(kind)
}

// written lists who holds the answer to a question: Shopify's places each, of any other
// tool that it was told, and when last.
func (r reader) written(q app.Question) []Written {
	list := []Written{}
	for _, one := range r.kept.Written {
		at, there := r.tools[one.Destination]
		if !there || !at.places.Hold(q, one.Property) {
			continue
		}
		w := Written{Destination: one.Destination, Title: at.title, As: as(one), At: one.WrittenAt}
		i := slices.IndexFunc(list, func(o Written) bool { return w.As == told && o.Destination == w.Destination })
		switch {
		case i < 0:
			list = append(list, w)
		case w.At.After(list[i].At):
			list[i] = w
		}
	}
	return list
}

// told is how an answer stands at a tool that is not the shop itself.
const told = "told"

// as says in what way a destination holds an answer.
func as(r app.Receipt) string {
	kind, _, _ := strings.Cut(r.Property, ":")
	switch {
	case r.Destination != app.ShopifyDestination:
		return told
	case strings.HasPrefix(r.Subject, "order/"):
		return "order"
	case kind == "property":
		return "metafield"
	default:
		return kind
	}
}

func (r reader) withheld(key string) []Withheld {
	list := []Withheld{}
	for _, one := range r.kept.Refused {
		if one.Question == key {
			list = append(list, Withheld{one.Destination, r.tools[one.Destination].title, r.because(one.Purpose), one.Since})
		}
	}
	return list
}
