package store

import (
	"context"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Facts tells a rule what the server knows of a customer and of her order, either
// of which may be 0: the facts of shopper, bought and order, as encoding/json
// makes their values. A fact that is not known is missing. Errors: Unavailable.
func (s *Store) Facts(ctx context.Context, shop app.ShopID, customer app.CustomerID, order app.OrderID) (map[string]any, error) {
	facts := map[string]any{"shopper.known": customer != 0 || order != 0}
	err := s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if err := p.orderFacts(order, facts); err != nil || customer == 0 {
			return err
		}
		return p.shopperFacts(customer, order, facts)
	})
	return facts, wrap(err, "facts")
}

func (p people) orderFacts(id app.OrderID, facts map[string]any) error {
	var totals []string
	err := p.tx.Raw("SELECT total FROM orders WHERE shop_id = ? AND id = ? AND id <> 0", p.shop, id).Scan(&totals).Error
	for _, total := range totals {
		if value, err := strconv.ParseFloat(total, 64); err == nil {
			facts["order.value"] = value
		}
	}
	return err
}

func (p people) shopperFacts(customer app.CustomerID, order app.OrderID, facts map[string]any) error {
	var bought struct {
		Orders, Others, First, Last int64
	}
	if err := p.tx.Raw(`
		SELECT COUNT(*) AS orders, COUNT(CASE WHEN id <> ? THEN 1 END) AS others,
			COALESCE(MIN(created_at), 0) AS first, COALESCE(MAX(created_at), 0) AS last
		FROM orders WHERE shop_id = ? AND customer_id = ?`, order, p.shop, customer).Scan(&bought).Error; err != nil {
		return err
	}
	facts["shopper.orders"] = float64(bought.Orders)
	facts["shopper.returning"] = bought.Others > 0
	if bought.Orders > 0 {
		facts["shopper.days_since_order"] = p.daysSince(bought.Last)
		facts["shopper.days_since_first_order"] = p.daysSince(bought.First)
	}
	return nil
}

// daysSince is how many whole days have passed since a moment.
func (p people) daysSince(at int64) float64 {
	return float64(max(0, p.now-at) / (24 * time.Hour).Milliseconds())
}
