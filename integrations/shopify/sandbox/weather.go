package sandbox

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// weather puts the troubles asked for into a newcomer's words.
func weather(f world.Faults) string {
	var on []string
	for _, trouble := range []struct {
		there bool
		what  string
	}{
		{f.Throttle != nil, "Shopify takes few calls"},
		{f.LatencyMS > 0, "Shopify is slow"},
		{f.ErrorRate > 0, "some calls fail"},
		{f.DropAfterCommit > 0, "some answers get lost"},
		{f.Duplicate > 0, "webhooks come several times"},
		{f.Reorder > 0, "webhooks come in the wrong order"},
		{f.DenyProtected, "personal data stays hidden"},
	} {
		if trouble.there {
			on = append(on, trouble.what)
		}
	}
	if len(on) == 0 {
		return "The weather is fair"
	}
	return "The weather: " + strings.Join(on, ", ")
}
