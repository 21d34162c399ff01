package double

import (
	"strings"

	"github.com/askwell/askwell/integrations"
)

// Answers reports whether a double answers for a host.
func Answers(d integrations.Double, host string) bool {
	for _, of := range d.Hosts() {
		suffix, any := strings.CutPrefix(of, "*")
		if host == of || any && strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return false
}
