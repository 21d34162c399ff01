package settings

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/store"
)

// SetPurposes keeps what a shop uses answers for; who decides for what is usual has it
// as it comes to be usual. What that changes at the destinations follows within
// seconds. Errors: Invalid with the fields that are wrong.
func SetPurposes(ctx context.Context, s *store.Store, shop app.ShopID, list []app.Purpose) error {
	if err := CheckPurposes(list); err != nil {
		return err
	}
	clean := slices.Clone(list)
	for i := range clean {
		clean[i].Title = strings.TrimSpace(clean[i].Title)
	}
	if slices.EqualFunc(clean, app.DefaultPurposes(), equal) {
		clean = nil
	}
	return s.SetPurposes(ctx, shop, clean)
}

// CheckPurposes tells everything that is wrong with a shop's purposes. Errors: Invalid.
func CheckPurposes(list []app.Purpose) error { return app.InvalidFields(purpose.Check(list)) }

func equal(a, b app.Purpose) bool {
	return a.Key == b.Key && a.Title == b.Title && a.Basis == b.Basis && slices.Equal(a.Channels, b.Channels) &&
		(a.Destinations == nil) == (b.Destinations == nil) && slices.Equal(a.Destinations, b.Destinations)
}
