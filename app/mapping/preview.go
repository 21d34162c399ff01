package mapping

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// mostTried is how many of those who answered last are tried for one the destination
// can be told about.
const mostTried = 20

// Preview is what a destination would be told of one person, but for her own link.
type Preview struct {
	delivery.Sight
	Who store.Whom
}

// Preview shows what a destination would be told of somebody by a mapping that need not
// be saved, nil for the one that is. A text names her as in a search, "" whoever
// answered last. What is wrong with the mapping keeps it from being shown. Errors:
// Invalid with the fields that are wrong; NotFound when there is nobody.
func (k *Keeper) Preview(ctx context.Context, shop app.ShopID, at app.DestinationID, draft *app.Mapping, named string) (Preview, error) {
	if draft != nil {
		settled, err := k.Draft(ctx, shop, at, *draft)
		if err != nil {
			return Preview{}, err
		}
		draft = &settled
	}
	found, err := k.Store.FindPeople(ctx, shop, named, mostTried)
	if err != nil {
		return Preview{}, err
	}
	var first *Preview
	for _, one := range found {
		p, err := k.preview(ctx, shop, at, draft, store.Whom{Customer: one.Customer, Order: one.Order})
		switch {
		case app.Is(err, app.NotFound):
			continue
		case err != nil:
			return Preview{}, err
		case named != "" || p.Unknown == "":
			return p, nil
		case first == nil:
			first = &p
		}
	}
	if first != nil {
		return *first, nil
	}
	return Preview{}, app.Errorf(app.NotFound, "nobody who has answered is found")
}

// Draft is what a mapping that need not be saved would be once it was. Errors: Invalid
// with the fields that are wrong; NotFound; as the destination says where it cannot be
// asked.
func (k *Keeper) Draft(ctx context.Context, shop app.ShopID, at app.DestinationID, m app.Mapping) (app.Mapping, error) {
	d, err := k.open(ctx, shop, at)
	if err != nil {
		return app.Mapping{}, err
	}
	if d.catalogue, err = k.Catalogue(ctx, shop, at); err != nil {
		return app.Mapping{}, err
	}
	d.index()
	c := check{desk: d, m: m}
	if err := app.InvalidFields(c.all()); err != nil {
		return app.Mapping{}, err
	}
	return d.settle(m, k.now()), nil
}

func (k *Keeper) preview(ctx context.Context, shop app.ShopID, at app.DestinationID, draft *app.Mapping, who store.Whom) (Preview, error) {
	if who.Customer != 0 {
		who.Order = 0
	}
	h, err := k.Store.History(ctx, shop, who)
	if err != nil {
		return Preview{}, err
	}
	if h.Profile == "" {
		return Preview{}, app.Errorf(app.NotFound, "she has never answered")
	}
	sight, err := k.Deliverer.Look(ctx, shop, at, draft, h.Profile)
	if err != nil {
		return Preview{}, err
	}
	m := draft
	if m == nil {
		saved, err := k.Store.Mapping(ctx, shop, at)
		if err != nil {
			return Preview{}, err
		}
		m = &saved
	}
	maskLink(sight.Properties, m.Link)
	maskLink(sight.Change.Set, m.Link)
	return Preview{sight, who}, nil
}

// itsWords stand for a shopper's link: whoever has it can answer and change as she.
const itsWords = `"Her own link"`

func maskLink(properties []integrations.Property, key string) {
	for i := range properties {
		if key != "" && properties[i].Key == key {
			properties[i].Value.JSON = []byte(itsWords)
		}
	}
}
