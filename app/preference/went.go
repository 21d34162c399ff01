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
	tools := make(map[app.DestinationID]tool, len(list))
	for _, d := range list {
		one := tool{title: k.title(d.Kind), places: app.Places{TagPrefix: shop.TagPrefix}}
		if d.ID != app.ShopifyDestination && d.ID != app.FlowDestination {
			mapping, err := k.Store.Mapping(ctx, shop.ID, d.ID)
			if err != nil {
				return nil, err
			}
			one.places.Mapping = &mapping
		}
		tools[d.ID] = one
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
func (r reader) written(key string) []Written {
	list := []Written{}
	for _, one := range r.kept.Written {
		at, there := r.tools[one.Destination]
		if !there || !at.places.Hold(key, one.Property) {
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
