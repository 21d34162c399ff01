package settings

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// CheckLanguages refuses what no survey can be written in. Errors: Invalid with the
// fields that are wrong.
func CheckLanguages(languages []string) error {
	return app.InvalidFields(question.CheckLanguages(languages))
}

// SetLanguages keeps what a shop's new surveys and templates are written in, the first of
// them being shown where a shopper's own is missing; who writes in the shop's language
// alone follows it when it changes. Surveys there are stay as they are. Errors: Invalid
// with the fields that are wrong.
func SetLanguages(ctx context.Context, s *store.Store, shop app.Shop, languages []string) error {
	if err := CheckLanguages(languages); err != nil {
		return err
	}
	if slices.Equal(languages, shop.UsualLanguages()) {
		languages = nil
	}
	return s.SetLanguages(ctx, shop.ID, languages)
}
