package settings

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// CheckLanguages refuses what no survey can be written in. Errors: Invalid with the
// fields that are wrong.
func CheckLanguages(languages []string) error {
	return app.InvalidFields(question.CheckLanguages(languages))
}

// usualLanguages are languages as they are kept, nil for the shop's own alone.
func usualLanguages(shop app.Shop, languages []string) []string {
	if slices.Equal(languages, shop.UsualLanguages()) {
		return nil
	}
	return languages
}
