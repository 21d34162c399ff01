package delivery

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

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

// mostTold is how many of the words that were told of a channel are kept.
const mostTold = 6

// told is what a destination was told of a channel, as its receipt keeps it, the oldest
// first. What it may have been told is among it.
func told(r app.Receipt) (all []integrations.Telling) {
	_ = json.Unmarshal([]byte(r.Before), &all) // there may be none
	if !certain(r) {
		return all
	}
	if len(all) == 0 {
		state, at, _ := strings.Cut(r.Value, " ")
		said, _ := strconv.ParseInt(at, 10, 64) // we wrote it
		all = append(all, integrations.Telling{State: app.ConsentState(state), Said: time.UnixMilli(said), From: r.WrittenAt})
	}
	all[len(all)-1].Till = r.WrittenAt
	return all
}

// tell adds a consent to the change, and returns what its receipt keeps of what was told:
// its own word may arrive from now on, for as long as a call lasts.
func (s *step) tell(property string, before []integrations.Telling, now time.Time, lasts time.Duration) string {
	c := s.wish.consents[app.Channel(strings.TrimPrefix(property, consentPrefix))]
	c.Told = before
	s.change.Consents = append(s.change.Consents, c)
	next := integrations.Telling{State: c.State, Said: c.At, From: now, Till: now.Add(lasts)}
	if last := len(before) - 1; last >= 0 && before[last].State == c.State && before[last].Said.Equal(c.At) {
		next.From, before = before[last].From, before[:last] // it is told again
	}
	all := append(slices.Clone(before), next)
	text, _ := json.Marshal(all[max(len(all)-mostTold, 0):]) // moments and words always marshal
	return string(text)
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
