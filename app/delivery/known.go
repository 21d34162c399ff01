package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// remind makes the wishes say what our own blocks need to know, where the
// destination keeps it for them.
func (w *drain) remind(ctx context.Context, p *plan, profiles []app.ProfileID) error {
	if !w.spec.Known || w.Known == nil || len(profiles) == 0 {
		return nil
	}
	known, err := w.Known(ctx, w.shop.ID, profiles, p.withheld.held)
	if err != nil {
		return err
	}
	for id, document := range known {
		if wish := p.of(id); wish != nil {
			wish.properties[app.KnownKey] = integrations.Property{Key: app.KnownKey, Value: app.Value{Kind: app.KindDocument, JSON: document}}
		}
	}
	return nil
}

// spoke are the causes of who has answered, as far as a response made them.
var spoke = []app.Cause{app.CauseAnswer, app.CauseWithdrawn, app.CauseGranted}

// meet has the shop asked, where it keeps what our blocks know, how those stand who
// have answered: the rules of who is asked want to know. It is done here so that
// nobody waits for it whose answer is taken.
func (w *drain) meet(ctx context.Context, p *plan) error {
	if !w.spec.Known {
		return nil
	}
	var answered []app.CustomerID
	for _, t := range p.tasks {
		customer := p.people[t.delivery.Profile].Customer
		if customer != 0 && t.delivery.Response != "" && slices.Contains(spoke, t.delivery.Cause) {
			answered = append(answered, customer)
		}
	}
	return w.Store.WantCustomers(ctx, w.shop.ID, answered)
}

func digest(value []byte) []byte {
	sum := sha256.Sum256(value)
	return []byte(hex.EncodeToString(sum[:16]))
}
