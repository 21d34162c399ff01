// Package purpose owns what answers may be used for: a merchant's list of purposes,
// and whether a person's ledger lets an answer leave for a destination.
package purpose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
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
	for _, c := range p.Channels {
		if at, said := Standing(ledger, c, p.Key); said && at.State == app.ConsentWithdrawn {
			return false, "objected to " + p.Title
		}
	}
	return true, ""
}

// granted holds once she has granted it on one of the purpose's channels. The reason
// names what comes nearest to it.
func granted(p app.Purpose, ledger []app.Consent) (ok bool, why string) {
	why = fmt.Sprintf("no consent to %s by %s", p.Title, list(p.Channels))
	for _, c := range p.Channels {
		at, said := Standing(ledger, c, p.Key)
		switch {
		case !said:
		case at.State == app.ConsentGranted:
			return true, ""
		case at.State == app.ConsentPending:
			why = fmt.Sprintf("consent to %s by %s is not confirmed yet", p.Title, words[c])
		case strings.HasPrefix(why, "no "):
			why = fmt.Sprintf("consent to %s by %s was withdrawn", p.Title, words[c])
		}
	}
	return false, why
}

// Standing is the entry of a ledger that counts of a channel and a purpose: the
// newest, and of two at one moment the one that gives less.
func Standing(ledger []app.Consent, channel app.Channel, key string) (at app.Consent, said bool) {
	for _, c := range ledger {
		if c.Channel != channel || c.Purpose != key {
			continue
		}
		if !said || newer(c, at) {
			at, said = c, true
		}
	}
	return at, said
}

func newer(a, b app.Consent) bool {
	// The id decides at last, so that it is always the same one.
	return cmp.Or(a.ChangedAt.Compare(b.ChangedAt), cmp.Compare(Gives(b.State), Gives(a.State)), cmp.Compare(a.ID, b.ID)) > 0
}

// Gives orders states by how much they permit.
func Gives(s app.ConsentState) int {
	return slices.Index([]app.ConsentState{app.ConsentWithdrawn, app.ConsentPending, app.ConsentGranted}, s)
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
