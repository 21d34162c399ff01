package store

import (
	"encoding/json"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// setLanguages keeps what a shop's new surveys are written in, nil for its own language
// alone.
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
