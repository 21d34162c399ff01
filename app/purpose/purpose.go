// Package purpose owns what answers may be used for: a merchant's list of purposes,
// and whether a person's ledger lets an answer leave for a destination.
package purpose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

// Of are a shop's purposes: its own, or what is usual.
func Of(shop app.Shop) []app.Purpose {
	if shop.Purposes == nil {
		return app.DefaultPurposes()
	}
	return shop.Purposes
}

// Find is the purpose a question names; "" is personalisation. Of one the shop does
// not have only the key is known, and Permit permits nothing.
func Find(shop app.Shop, key string) (found app.Purpose, known bool) {
	key = cmp.Or(key, app.PurposePersonalisation)
	for _, p := range Of(shop) {
		if p.Key == key {
			return p, true
		}
	}
	return app.Purpose{Key: key}, false
}

// Permit tells whether an answer that is for a purpose may go to a kind of
// destination as a person's ledger stands, and if not why, in words for the merchant.
func Permit(p app.Purpose, kind string, ledger []app.Consent) (ok bool, why string) {
	if p.Basis == "" {
		return false, fmt.Sprintf("this shop has no purpose %q", p.Key)
	}
	if p.Destinations != nil && !slices.Contains(p.Destinations, kind) {
		return false, fmt.Sprintf("%s does not go to %s", p.Title, kind)
	}
	switch p.Basis {
	case app.BasisContract:
		return true, ""
	case app.BasisInterest:
		return unopposed(p, ledger)
	default:
		return granted(p, ledger)
	}
}

// unopposed holds until she objects, on any of the purpose's channels.
func unopposed(p app.Purpose, ledger []app.Consent) (ok bool, why string) {
	standing := consent.Standing(ledger)
	for _, c := range p.Channels {
		if standing[consent.Matter{Channel: c, Purpose: p.Key}].State == app.ConsentWithdrawn {
			return false, "objected to " + p.Title
		}
	}
	return true, ""
}

// granted holds once she has granted it on one of the purpose's channels. The reason
// names what comes nearest to it.
func granted(p app.Purpose, ledger []app.Consent) (ok bool, why string) {
	standing := consent.Standing(ledger)
	said := map[app.ConsentState]app.Channel{}
	for _, c := range slices.Backward(p.Channels) { // so that the first is named
		said[standing[consent.Matter{Channel: c, Purpose: p.Key}].State] = c
	}
	if _, yes := said[app.ConsentGranted]; yes {
		return true, ""
	}
	if c, yes := said[app.ConsentPending]; yes {
		return false, fmt.Sprintf("consent to %s by %s is not confirmed yet", p.Title, words[c])
	}
	if c, yes := said[app.ConsentWithdrawn]; yes {
		return false, fmt.Sprintf("consent to %s by %s was withdrawn", p.Title, words[c])
	}
	return false, fmt.Sprintf("no consent to %s by %s", p.Title, list(p.Channels))
}

// words are the channels as merchants read them.
var words = map[app.Channel]string{
	app.ChannelEmail: "email", app.ChannelSMS: "SMS", app.ChannelWhatsApp: "WhatsApp", app.ChannelPost: "post",
	app.ChannelPhone: "phone", app.ChannelTracking: "tracking", app.ChannelPersonalisation: "personalisation",
}

func list(channels []app.Channel) string {
	all := make([]string, len(channels))
	for i, c := range channels {
		all[i] = words[c]
	}
	if last := len(all) - 1; last > 0 {
		return strings.Join(all[:last], ", ") + " or " + all[last]
	}
	return strings.Join(all, "")
}
