package settings

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
)

// usualPurposes are purposes as they are kept, nil for the usual ones: who decides for
// what is usual has it as it comes to be usual.
func usualPurposes(list []app.Purpose) []app.Purpose {
	clean := slices.Clone(list)
	for i := range clean {
		clean[i].Title = strings.TrimSpace(clean[i].Title)
	}
	if slices.EqualFunc(clean, app.DefaultPurposes(), equal) {
		return nil
	}
	return clean
}

// CheckPurposes tells everything that is wrong with a shop's purposes. Errors: Invalid.
func CheckPurposes(list []app.Purpose) error { return app.InvalidFields(purpose.Check(list)) }

func equal(a, b app.Purpose) bool {
	return a.Key == b.Key && a.Title == b.Title && a.Basis == b.Basis && slices.Equal(a.Channels, b.Channels) &&
		(a.Destinations == nil) == (b.Destinations == nil) && slices.Equal(a.Destinations, b.Destinations)
}
