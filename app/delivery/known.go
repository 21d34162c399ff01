package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// remind makes the wishes say what our own blocks need to know, where the
// destination keeps it for them.
func (w *drain) remind(ctx context.Context, p *plan, profiles []app.ProfileID) error {
	if !w.spec.Known || w.Known == nil || len(profiles) == 0 {
		return nil
	}
	known, err := w.Known(ctx, w.shop.ID, profiles)
	if err != nil {
		return err
	}
	for id, document := range known {
		if wish := p.wishes[app.CustomerSubject(p.people[id].Customer)]; wish != nil {
			wish.properties[app.KnownKey] = integrations.Property{Key: app.KnownKey, Value: app.Value{Kind: app.KindDocument, JSON: document}}
		}
	}
	return nil
}

func digest(value []byte) []byte {
	sum := sha256.Sum256(value)
	return []byte(hex.EncodeToString(sum[:16]))
}
