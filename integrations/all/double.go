package all

import (
	"net/url"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// Double is a tool and what plays it.
type Double struct {
	integrations.Spec
	integrations.Double
}

// Doubles plays every tool that can be played.
func Doubles(now func() time.Time) []Double {
	var doubles []Double
	for _, p := range Tools(nil) {
		if playable, ok := p.(integrations.Playable); ok {
			doubles = append(doubles, Double{p.Spec(), playable.Double(now)})
		}
	}
	return doubles
}

// Route leads the calls to the hosts that doubles answer for to a base address, each
// below its own name; others go where they went.
func Route(doubles []Double, base *url.URL) func(host string) *url.URL {
	return func(host string) *url.URL {
		for _, d := range doubles {
			if double.Answers(d, host) {
				return base.JoinPath(d.Name)
			}
		}
		return nil
	}
}
