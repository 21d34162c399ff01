// Package consent owns what a person's consents come to: of all that was ever said of
// a channel and a purpose, what counts. It is pure.
package consent

import (
	"cmp"

	"github.com/askwell/askwell/app"
)

// Matter is what a consent is about.
type Matter struct {
	Channel app.Channel
	Purpose string // an app.Purpose's key
}

// Of is what a consent question asks for.
func Of(q app.Question) Matter {
	return Matter{
		Channel: cmp.Or(q.Channel, app.ChannelPersonalisation),
		Purpose: cmp.Or(q.Purpose, app.PurposePersonalisation),
	}
}

// Standing is what counts of a ledger: for each matter the newest entry and, of
// several at one moment, the one that gives least. How often and in which order
// entries were told changes nothing.
func Standing(ledger []app.Consent) map[Matter]app.Consent {
	standing := make(map[Matter]app.Consent)
	for _, entry := range ledger {
		about := Matter{entry.Channel, entry.Purpose}
		if counted, any := standing[about]; !any || outweighs(entry, counted) {
			standing[about] = entry
		}
	}
	return standing
}

// Granted reports whether a ledger permits a matter as it stands.
func Granted(ledger []app.Consent, about Matter) bool {
	return Standing(ledger)[about].State == app.ConsentGranted
}

// GrantedBy reports whether somebody has granted a matter in so many words: by her
// answer to a consent question, whose wording she read, and has not withdrawn it since.
func GrantedBy(ledger []app.Consent, about Matter, question string) bool {
	var own []app.Consent
	for _, entry := range ledger {
		if entry.Question == question {
			own = append(own, entry)
		}
	}
	return Granted(own, about) && Granted(ledger, about)
}

// outweighs is a total order, so that of any two entries it is always the same one
// that counts.
func outweighs(a, b app.Consent) bool {
	return cmp.Or(a.ChangedAt.Compare(b.ChangedAt), cmp.Compare(gives(b.State), gives(a.State)), cmp.Compare(b.ID, a.ID)) > 0
}

// gives is how much a state permits. One that nobody knows is no permission.
func gives(s app.ConsentState) int {
	switch s {
	case app.ConsentGranted:
		return 2
	case app.ConsentPending:
		return 1
	default:
		return 0
	}
}
