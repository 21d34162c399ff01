package delivery

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/integrations"
)

const consentPrefix = "consent:"

// agree makes the wishes say how people's consents stand, where the destination keeps
// them. What it told us itself it is not told back.
func (w *drain) agree(p *plan, from permits) {
	for id := range p.people {
		wish := p.of(id)
		if wish == nil {
			continue
		}
		if p.mapping == nil {
			w.agreed(wish, from, id)
		}
		standing := consent.Standing(from.ledgers[id])
		for _, channel := range w.channels(p) {
			c, said := standing[consent.Matter{Channel: channel, Purpose: app.PurposeMarketing}]
			if !said || c.Source == from.kind {
				continue
			}
			wish.consents[channel] = integrations.Consent{
				Channel: channel, Purpose: c.Purpose, State: c.State, At: c.ChangedAt, Wording: c.Wording, OptIn: c.OptIn,
			}
		}
	}
}

// channels are those whose consents the destination is told of: all it keeps, or those
// of them that are mapped.
func (w *drain) channels(p *plan) []app.Channel {
	if p.mapping == nil {
		return w.spec.Consents
	}
	return slices.DeleteFunc(slices.Clone(p.mapping.Consents), func(c app.Channel) bool { return !slices.Contains(w.spec.Consents, c) })
}

// consentReceipt is a consent as receipts keep it.
func consentReceipt(c integrations.Consent) (property, value string) {
	return consentPrefix + string(c.Channel), string(c.State) + " " + strconv.FormatInt(c.At.UnixMilli(), 10)
}

// tell adds a consent to the change.
func (s *step) tell(property string) {
	s.change.Consents = append(s.change.Consents, s.wish.consents[app.Channel(strings.TrimPrefix(property, consentPrefix))])
}

// reviews are the causes that may change what is to be there of all she ever said, on
// her orders too.
var reviews = []app.Cause{app.CauseWithdrawn, app.CauseGranted, app.CausePurpose, app.CauseLink, app.CauseBackfill}

// review finds the orders whose metafields these deliveries may change, beside those
// they name.
func (w *drain) review(ctx context.Context, due []app.Delivery) (map[app.ProfileID][]app.OrderID, error) {
	var of []app.ProfileID
	for _, d := range due {
		if slices.Contains(reviews, d.Cause) {
			of = append(of, d.Profile)
		}
	}
	if len(of) == 0 || !w.spec.Orders {
		return nil, nil
	}
	return w.Store.WrittenOrders(ctx, w.shop.ID, w.lane.Destination, of)
}
