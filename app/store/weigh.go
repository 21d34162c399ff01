package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// news makes what a customer answered due to be held against what she did then.
func (p people) news(customer app.CustomerID, at time.Time) error {
	return p.exec(`UPDATE customers SET weigh_at = ?, news_at = CASE WHEN news_at > CAST(? AS BIGINT) THEN news_at ELSE CAST(? AS BIGINT) END
		WHERE shop_id = ? AND id = ?`, p.now, millis(at), millis(at), p.shop, customer)
}

// News is that a customer did something.
type News struct {
	Customer app.CustomerID
	Order    app.OrderID // her newest, 0 for none
	At       time.Time   // of the latest she did
	seen     int64
}

// ClaimNews takes up to so many customers who did something, the longest waiting
// first. Errors: Unavailable.
func (s *Store) ClaimNews(ctx context.Context, shop app.ShopID, limit int, lease time.Duration) (news []News, err error) {
	now := s.now()
	until := millis(now.Add(lease))
	err = s.write(ctx, func(tx *gorm.DB) error {
		var rows []struct {
			ID     app.CustomerID
			NewsAt int64
		}
		if err := tx.Raw(`UPDATE customers SET weigh_at = ? WHERE shop_id = ? AND id IN (
				SELECT id FROM customers WHERE shop_id = ? AND weigh_at > 0 AND weigh_at <= ? ORDER BY weigh_at, id LIMIT ?`+skipLocked(tx)+`)
			RETURNING id, news_at`, until, shop, shop, millis(now), limit).Scan(&rows).Error; err != nil {
			return err
		}
		news = make([]News, len(rows))
		for i, row := range rows {
			news[i] = News{Customer: row.ID, At: fromMillis(row.NewsAt), seen: until}
			if err := tx.Raw(`SELECT id FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0
				ORDER BY created_at DESC, id DESC LIMIT 1`, shop, row.ID).Scan(&news[i].Order).Error; err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(news, func(a, b News) int { return cmp.Compare(a.Customer, b.Customer) })
	return news, wrap(err, "news")
}

// FinishNews is done with claimed news; what she did meanwhile stays due. Errors:
// Unavailable.
func (s *Store) FinishNews(ctx context.Context, shop app.ShopID, news []News) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for _, one := range news {
			if err := tx.Exec("UPDATE customers SET weigh_at = 0 WHERE shop_id = ? AND id = ? AND weigh_at = ?",
				shop, one.Customer, one.seen).Error; err != nil {
				return err
			}
		}
		return nil
	}), "news")
}
