package store

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// SetBudget keeps what a shop asks of its shoppers' time, nil for what is usual.
// Errors: Unavailable.
func (s *Store) SetBudget(ctx context.Context, shop app.ShopID, budget *app.Budget) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return setBudget(tx, shop, budget) }), "shop")
}

func setBudget(tx *gorm.DB, shop app.ShopID, budget *app.Budget) error {
	text := ""
	if budget != nil {
		said, err := json.Marshal(budget)
		if err != nil {
			return err
		}
		text = string(said)
	}
	return tx.Exec("UPDATE shops SET budget = ? WHERE id = ?", text, shop).Error
}
