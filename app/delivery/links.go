package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Links makes people's links, as JSON, and says when each is to be made anew.
type Links func(shop app.ShopID, profile app.ProfileID) (document []byte, next time.Time, err error)

// link makes the wishes say by which links people reach their own pages, where the
// destination keeps what is known of them or its mapping has a property for it. A link
// stays the same for long, so that it is mostly there already.
func (w *drain) link(p *plan, profiles []app.ProfileID) error {
	mapped := p.mapping != nil && p.mapping.Link != ""
	if w.Links == nil || !w.spec.Known && !mapped {
		return nil
	}
	for _, id := range profiles {
		wish := p.of(id)
		if wish == nil {
			continue
		}
		document, next, err := w.Links(w.shop.ID, id)
		if err != nil {
			return err
		}
		if mapped {
			err = wish.linkTo(p.mapping.Link, document)
		} else {
			wish.properties[app.LinksKey] = integrations.Property{Key: app.LinksKey, Value: app.Value{Kind: app.KindDocument, JSON: document}}
		}
		if err != nil {
			return err
		}
		switch {
		case p.people[id].Customer == 0:
			p.age(id, next) // whose link is due is looked up among customers
		case !next.Equal(p.people[id].LinkAt):
			p.links[id] = next
		}
	}
	return nil
}

// linkTo makes a property hold the link to her preferences.
func (w *wish) linkTo(key string, document []byte) error {
	var links struct {
		Preferences json.RawMessage `json:"preferences"`
	}
	if err := json.Unmarshal(document, &links); err != nil {
		return fmt.Errorf("links: %w", err)
	}
	w.properties[key] = integrations.Property{
		Key: key, Label: "Link to her preferences", Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: links.Preferences},
	}
	return nil
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
