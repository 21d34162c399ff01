package preference

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/question"
)

// The sections, as they are shown.
const (
	Interests = "interests"
	Wishes    = "wishes"
	Personal  = "personal"
	Delivery  = "delivery"
	Consents  = "consents"
	Frequency = "frequency" // how often and on which channel to be reached
	Tracking  = "tracking"
)

var sectionKeys = []string{Interests, Wishes, Personal, Delivery, Consents, Frequency, Tracking}

// personal are the types of which the answer says who somebody is.
var personal = []string{"email", "phone", "birthday", "date", "size"}

// sectionOf groups a question by what it is for: a document need not say so.
func sectionOf(q app.Question, purposes []app.Purpose) string {
	p, _ := find(purposes, q.Purpose)
	reaches := slices.ContainsFunc(p.Channels, func(c app.Channel) bool { return c != app.ChannelTracking && c != app.ChannelPersonalisation })
	switch {
	case question.IsConsent(q) && q.Channel != app.ChannelTracking:
		return Consents
	case q.Channel == app.ChannelTracking, slices.Contains(p.Channels, app.ChannelTracking):
		return Tracking
	case wished(q):
		return Wishes
	case slices.Contains(personal, q.Type):
		return Personal
	case q.Type == "delivery_slot", p.Basis == app.BasisContract:
		return Delivery
	case reaches, len(channels(q)) > 0:
		return Frequency
	default:
		return Interests
	}
}

// waits is the purpose of telling her when something is to be had.
const waits = "back_in_stock"

// wished reports whether a question asks for things of the shop's that she would have:
// products to choose from, or in her own words what she waits for.
func wished(q app.Question) bool {
	if q.Source != nil && q.Source.From == "products" {
		return true
	}
	return q.Purpose == waits && (q.Type == "text" || slices.ContainsFunc(q.Options, func(o app.Option) bool { return o.Product != "" }))
}

// channels are the channels among a question's options, when that is what it asks for:
// one alone may be called so by chance.
func channels(q app.Question) (list []app.Channel) {
	for _, o := range q.Options {
		if slices.Contains(app.Channels, app.Channel(o.Key)) {
			list = append(list, app.Channel(o.Key))
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// conflicts are the channels she prefers and has forbidden to use, for what the
// question is for or for marketing. What she prefers is no consent.
func (r reader) conflicts(standing map[consent.Matter]app.Consent) (list []Conflict) {
	for _, key := range r.book.order {
		one, answered := r.book.said[key]
		if !answered || len(channels(one.question)) == 0 {
			continue
		}
		chosen, _ := one.Value.Choices()
		for _, choice := range chosen {
			for _, purpose := range unique(one.question.Purpose, app.PurposeMarketing) {
				entry := standing[consent.Matter{Channel: app.Channel(choice), Purpose: purpose}]
				if entry.State == app.ConsentWithdrawn {
					list = append(list, Conflict{key, app.Channel(choice), purpose, entry.ChangedAt})
				}
			}
		}
	}
	return list
}

func unique(names ...string) []string {
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == "" })
}
