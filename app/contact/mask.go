package contact

import (
	"strings"

	"github.com/askwell/askwell/app"
)

const hidden = "***"

// Mask shows enough of an identity in its normal form to tell it from another of the
// same person, and not enough to use it: "a***@example.com", "+46***67", "***1234".
func Mask(kind app.IdentityKind, value string) string {
	switch kind {
	case app.IdentityEmail:
		name, domain, _ := strings.Cut(value, "@")
		return name[:min(len(name), 1)] + hidden + "@" + domain
	case app.IdentityPhone:
		if len(value) < 9 {
			return hidden
		}
		return value[:3] + hidden + value[len(value)-2:]
	default:
		if len(value) < 8 {
			return hidden
		}
		return hidden + value[len(value)-4:]
	}
}
