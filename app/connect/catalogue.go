package connect

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// A catalogue is asked for with every look at a mapping, and costs several calls.
const (
	catalogueFor   = time.Minute
	mostCatalogues = 256
)

type remembered struct {
	integrations.Catalogue
	until time.Time
}

// Catalogue reads what a mapping may point at in a destination's account; what was read
// is good for a minute. A destination that has none has an empty one. Errors: NotFound;
// Invalid, Rejected and Throttled for a connection that does not work, in words that say
// what to do.
func (c *Connector) Catalogue(ctx context.Context, id app.ShopID, which app.DestinationID) (integrations.Catalogue, error) {
	place := store.Place{Shop: id, ID: which}
	if known, ok := c.recall(place); ok {
		return known, nil
	}
	d, provider, err := c.find(ctx, id, which)
	if err != nil {
		return integrations.Catalogue{}, err
	}
	shop, err := c.Store.Shop(ctx, id)
	if err != nil {
		return integrations.Catalogue{}, err
	}
	settings, err := c.Settings(ctx, d)
	if err != nil {
		return integrations.Catalogue{}, refusal(provider.Spec().Of(d.Settings), err)
	}
	read, err := catalogueOf(ctx, shop, provider, settings)
	if err == nil {
		c.remember(place, read)
	}
	return read, err
}

// Lists reads the lists there are before anything is connected: the id of one may be a
// setting. Errors: as Connect's.
func (c *Connector) Lists(ctx context.Context, id app.ShopID, kind string, filled map[string]string) ([]integrations.List, error) {
	provider, err := c.provider(kind)
	if err != nil {
		return nil, err
	}
	spec := provider.Spec()
	spec.Fields = slices.Clone(spec.Fields)
	for i := range spec.Fields {
		spec.Fields[i].Required = spec.Fields[i].Required && !spec.Fields[i].List
	}
	settings, err := fill(spec, nil, filled)
	if err != nil {
		return nil, err
	}
	shop, err := c.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	read, err := catalogueOf(ctx, shop, provider, settings)
	return read.Lists, err
}

func catalogueOf(ctx context.Context, shop app.Shop, by integrations.Provider, settings map[string]string) (integrations.Catalogue, error) {
	bounded, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	conn, err := by.Connect(shop, settings)
	if err != nil {
		return integrations.Catalogue{}, refusal(by.Spec(), err)
	}
	teller, ok := conn.(integrations.Cataloguer)
	if !ok {
		return integrations.Catalogue{}, nil
	}
	read, err := teller.Catalogue(bounded)
	if err != nil {
		return integrations.Catalogue{}, refusal(by.Spec(), err)
	}
	return read, nil
}

func (c *Connector) recall(at store.Place) (integrations.Catalogue, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known, ok := c.catalogues[at]
	return known.Catalogue, ok && c.now().Before(known.until)
}

func (c *Connector) remember(at store.Place, read integrations.Catalogue) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.catalogues == nil || len(c.catalogues) >= mostCatalogues {
		c.catalogues = map[store.Place]remembered{}
	}
	c.catalogues[at] = remembered{read, c.now().Add(catalogueFor)}
}

func (c *Connector) forget(at store.Place) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.catalogues, at)
}
