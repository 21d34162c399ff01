package settings

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Wish is what a merchant wants of the settings, all at once.
type Wish struct {
	Budget    *app.Budget    // nil for what is usual
	Purposes  []app.Purpose  // all of them; nil leaves them as they are
	Retention *app.Retention // nil leaves it as it is
	Languages []string       // all of them; nil leaves them as they are
	TagPrefix *string        // of the tags on customers at Shopify; nil leaves it as it is
}

// Save keeps all that is wished or nothing, if the shop is still what the merchant looked
// at: still is asked within the transaction, nil for whatever it is. Errors: Invalid with
// the fields that are wrong; NotFound; as still.
func Save(ctx context.Context, s *store.Store, shop app.ShopID, w Wish, still func(app.Shop) error) error {
	if err := w.Check(); err != nil {
		return err
	}
	to := store.Settings{Budget: w.Budget, Purposes: usualPurposes(w.Purposes), Retention: w.Retention}
	to.Keeps.Purposes, to.Keeps.Retention, to.Keeps.Languages = w.Purposes == nil, w.Retention == nil, w.Languages == nil
	if to.Keeps.TagPrefix = w.TagPrefix == nil; !to.Keeps.TagPrefix {
		to.TagPrefix = *w.TagPrefix
	}
	return s.ChangeSettings(ctx, shop, func(now app.Shop) (store.Settings, error) {
		to.Languages = usualLanguages(now, w.Languages)
		if still == nil {
			return to, nil
		}
		return to, still(now)
	})
}

// Check refuses what is wrong, one part after the other. Errors: Invalid with the fields that
// are wrong.
func (w Wish) Check() error {
	if w.Purposes != nil {
		if err := CheckPurposes(w.Purposes); err != nil {
			return err
		}
	}
	if err := CheckRetention(w.Retention); err != nil {
		return err
	}
	if w.Languages != nil {
		if err := CheckLanguages(w.Languages); err != nil {
			return err
		}
	}
	if w.TagPrefix != nil {
		if err := CheckTagPrefix(*w.TagPrefix); err != nil {
			return err
		}
	}
	return CheckBudget(w.Budget)
}
