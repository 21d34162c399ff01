package delivery

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Links makes people's links, as JSON, and says when each is to be made anew.
type Links func(shop app.ShopID, profile app.ProfileID) (document []byte, next time.Time, err error)

// link makes the wishes say by which links customers reach their own pages, where the
// destination keeps what is known of them. A link stays the same for long, so that it is
// mostly there already.
func (w *drain) link(ctx context.Context, p *plan, profiles []app.ProfileID) error {
	if !w.spec.Known || w.Links == nil {
		return nil
	}
	changed := map[app.ProfileID]time.Time{}
	for _, id := range profiles {
		wish := p.wishes[app.CustomerSubject(p.people[id].Customer)]
		if wish == nil {
			continue
		}
		document, next, err := w.Links(w.shop.ID, id)
		if err != nil {
			return err
		}
		wish.properties[app.LinksKey] = integrations.Property{Key: app.LinksKey, Value: app.Value{Kind: app.KindDocument, JSON: document}}
		if !next.Equal(p.people[id].LinkAt) {
			changed[id] = next
		}
	}
	return w.Store.NoteLinks(ctx, w.shop.ID, changed)
}

// What one run of Relink plans at most, and how long a new customer's first delivery,
// which brings her link, is waited for.
const (
	linkPage  = 500
	linkGrace = time.Hour
)

// Relink renews the links that are due: it plans a delivery about whose they are. One
// run does a page of them, so that what shoppers say does not wait behind many. As in
// Age nobody waits for it. Errors: Unavailable.
func (d *Deliverer) Relink(ctx context.Context) error {
	if d.Links == nil {
		return nil
	}
	due, err := d.Store.DueLinks(ctx, d.now(), d.now().Add(-linkGrace), linkPage)
	if err != nil {
		return err
	}
	for shop, profiles := range due {
		next := map[app.ProfileID]time.Time{}
		for _, id := range profiles {
			if _, next[id], err = d.Links(shop, id); err != nil {
				return err
			}
		}
		if err := d.Store.PlanLinks(ctx, shop, next); err != nil {
			return err
		}
	}
	return nil
}
