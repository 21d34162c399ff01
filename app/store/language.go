package store

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// SetLanguages keeps what a shop's new surveys are written in, nil for its own language
// alone. Errors: Unavailable.
func (s *Store) SetLanguages(ctx context.Context, shop app.ShopID, languages []string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return setLanguages(tx, shop, languages) }), "shop")
}

func setLanguages(tx *gorm.DB, shop app.ShopID, languages []string) error {
	text := ""
	if languages != nil {
		said, err := json.Marshal(languages)
		if err != nil {
			return err
		}
		text = string(said)
	}
	return tx.Exec("UPDATE shops SET languages = ? WHERE id = ?", text, shop).Error
}
