package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var productsWanted = bulk{
	table:   "products",
	columns: []column{textColumn("shop_id"), intColumn("id"), intColumn("due_at")},
	tail:    "ON CONFLICT DO NOTHING",
}

// wantBought makes products due to be read that nobody had bought before.
func (p people) wantBought(lines []app.Line) error {
	var ids []app.ProductID
	for _, line := range lines {
		if line.Product != 0 {
			ids = append(ids, line.Product)
		}
	}
	slices.Sort(ids)
	var rows [][]any
	for _, id := range slices.Compact(ids) {
		rows = append(rows, []any{string(p.shop), int64(id), p.now})
	}
	return productsWanted.insert(p.tx.Statement.Context, p.tx, rows)
}

// restlessProduct is how soon a product is read again at most: every sale changes
// it, by its stock.
const restlessProduct = 15 * time.Minute

// ChangeProduct keeps what is told of a product somebody bought, and has its
// collections read, which are not told. Older news never replace newer ones.
// Errors: Unavailable.
func (s *Store) ChangeProduct(ctx context.Context, shop app.ShopID, told app.Product) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		tags, err := json.Marshal(told.Tags)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE products SET handle = ?, vendor = ?, type = ?, tags = ?, updated_at = ?
			WHERE shop_id = ? AND id = ? AND updated_at <= ?`,
			told.Handle, told.Vendor, told.Type, string(tags), millis(told.UpdatedAt), shop, told.ID, millis(told.UpdatedAt)).Error; err != nil {
			return err
		}
		return s.rereadProducts(tx, shop, "AND id = ?", told.ID)
	}), "product")
}

// ChangeCollections has every product read anew: which ones a collection got or
// lost is not told. Errors: Unavailable.
func (s *Store) ChangeCollections(ctx context.Context, shop app.ShopID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return s.rereadProducts(tx, shop, "") }), "products")
}

// rereadProducts makes products due, each as soon as it may be.
func (s *Store) rereadProducts(tx *gorm.DB, shop app.ShopID, which string, args ...any) error {
	now, rest := millis(s.now()), restlessProduct.Milliseconds()
	return tx.Exec(`UPDATE products SET due_at = CASE WHEN read_at + CAST(? AS BIGINT) > CAST(? AS BIGINT) THEN read_at + CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END
		WHERE shop_id = ? AND attempts = 0 AND (due_at = 0 OR due_at > read_at + CAST(? AS BIGINT)) `+which,
		append([]any{rest, now, rest, now, shop, rest}, args...)...).Error
}

// ForgetProduct stops reading a product that is no more. What was bought of it
// stays bought. Errors: Unavailable.
func (s *Store) ForgetProduct(ctx context.Context, shop app.ShopID, id app.ProductID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE products SET due_at = 0, attempts = 0 WHERE shop_id = ? AND id = ? AND read_at > 0", shop, id).Error
	}), "product")
}

// ClaimProducts takes up to so many products to be read. Errors: Unavailable.
func (s *Store) ClaimProducts(ctx context.Context, shop app.ShopID, limit int, lease time.Duration) (ReadClaim[app.ProductID], error) {
	return claimReads[app.ProductID](ctx, s, "products", shop, limit, lease)
}

// DeferProducts lets claimed products wait after a failure. Errors: Unavailable.
func (s *Store) DeferProducts(ctx context.Context, shop app.ShopID, claim ReadClaim[app.ProductID]) error {
	return deferReads(ctx, s, "products", shop, claim)
}

// KeepProducts writes down what was read of claimed products at a moment. Of those
// that are not among them Shopify knows nothing any more. Newer news of a webhook
// stay. Errors: Unavailable.
func (s *Store) KeepProducts(ctx context.Context, shop app.ShopID, claim ReadClaim[app.ProductID], read []app.Product, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for some := range slices.Chunk(claim.IDs, maxParameters) {
			if err := tx.Exec(`UPDATE products SET read_at = ?, attempts = 0, due_at = CASE WHEN due_at = ? THEN 0 ELSE due_at END
				WHERE shop_id = ? AND id IN ?`, millis(at), claim.until, shop, some).Error; err != nil {
				return err
			}
		}
		for _, one := range read {
			if err := keepProduct(tx, shop, one); err != nil {
				return err
			}
		}
		return nil
	}), "products")
}

func keepProduct(tx *gorm.DB, shop app.ShopID, one app.Product) error {
	tags, err := json.Marshal(one.Tags)
	if err != nil {
		return err
	}
	collections, err := json.Marshal(one.Collections)
	if err != nil {
		return err
	}
	if err := tx.Exec("UPDATE products SET collections = ? WHERE shop_id = ? AND id = ?", string(collections), shop, one.ID).Error; err != nil {
		return err
	}
	return tx.Exec(`UPDATE products SET handle = ?, vendor = ?, type = ?, tags = ?, updated_at = ?
		WHERE shop_id = ? AND id = ? AND updated_at <= ?`,
		one.Handle, one.Vendor, one.Type, string(tags), millis(one.UpdatedAt), shop, one.ID, millis(one.UpdatedAt)).Error
}
