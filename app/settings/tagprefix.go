package settings

import (
	"regexp"

	"github.com/askwell/askwell/app"
)

// goodPrefix has no capitals, since Shopify takes two tags that differ by them for one, and
// one colon, by which app.OwnTag finds its end.
var goodPrefix = regexp.MustCompile(`^[a-z0-9_-]{1,20}:$`)

// CheckTagPrefix refuses what no tag of ours may begin with. Errors: Invalid with the fields
// that are wrong.
func CheckTagPrefix(prefix string) error {
	if goodPrefix.MatchString(prefix) {
		return nil
	}
	return app.InvalidFields([]app.FieldError{{
		Field: "tag_prefix", Code: "format", Message: "Use 1 to 20 small letters a to z, digits, hyphens and underscores, and then a colon.",
	}})
}
