package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// wantedPage is how many customers become due in one transaction.
const wantedPage = 500

// WantUnreached makes everybody due to be read who has answered as a customer and of whom
// Shopify has not said how she is reached, whenever she was read last. Errors: Unavailable.
func (s *Store) WantUnreached(ctx context.Context, shop app.ShopID) error {
	for after := app.CustomerID(0); ; {
		var page []app.CustomerID
		err := s.write(ctx, func(tx *gorm.DB) error {
			page = nil
			if err := tx.Raw(`SELECT customer_id FROM profiles WHERE shop_id = ? AND customer_id > ? AND customer_id <> 0 AND contact_at = 0
				ORDER BY customer_id LIMIT ?`, shop, after, wantedPage).Scan(&page).Error; err != nil || len(page) == 0 {
				return err
			}
			return s.people(tx, shop).want(customersDue(""), page)
		})
		if err != nil || len(page) < wantedPage {
			return wrap(err, "customers")
		}
		after = page[len(page)-1]
	}
}
