package integrations

import "github.com/askwell/askwell/app"

// Newest is what was said last of marketing by a channel, and whether anything was. Of two
// words of one moment the one that gives less counts.
func Newest(consents []Consent, channel app.Channel) (said Consent, ok bool) {
	for _, c := range consents {
		if c.Channel != channel || c.Purpose != app.PurposeMarketing {
			continue
		}
		if !ok || c.At.After(said.At) || c.At.Equal(said.At) && c.State == app.ConsentWithdrawn {
			said, ok = c, true
		}
	}
	return said, ok
}
