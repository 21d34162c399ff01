package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// view is an app.View at rest.
type view struct {
	ShopID  app.ShopID
	ID      string
	Name    string
	Filter  string
	SavedBy string
	SavedAt time.Time `gorm:"serializer:unixms"`
}

func (view) TableName() string { return "response_views" }

func (v view) noun() app.View {
	return app.View{ID: v.ID, Name: v.Name, Filter: []byte(v.Filter), By: v.SavedBy, At: v.SavedAt}
}

// Views lists the views of a shop's responses by name. Errors: Unavailable.
func (s *Store) Views(ctx context.Context, shop app.ShopID) ([]app.View, error) {
	rows, err := gorm.G[view](s.read).Where("shop_id = ?", shop).Order("name").Find(ctx)
	list := make([]app.View, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, wrap(err, "views")
}

// SaveView keeps a view, in place of the one of that name if there is, whose id it then
// has. Errors: NotFound without the shop; Conflict where it has too many.
func (s *Store) SaveView(ctx context.Context, shop app.ShopID, v app.View) (app.View, error) {
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := lockShop(tx, shop); err != nil {
			return err
		}
		var others int
		if err := tx.Raw("SELECT COUNT(*) FROM response_views WHERE shop_id = ? AND name <> ?", shop, v.Name).Scan(&others).Error; err != nil {
			return err
		}
		if others >= app.MostViews {
			return app.Errorf(app.Conflict, "the shop has %d views: delete one that is not used", others)
		}
		return tx.Raw(`INSERT INTO response_views (shop_id, id, name, filter, saved_by, saved_at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (shop_id, name) DO UPDATE SET filter = excluded.filter, saved_by = excluded.saved_by, saved_at = excluded.saved_at RETURNING id`,
			shop, v.ID, v.Name, string(v.Filter), v.By, millis(v.At)).Scan(&v.ID).Error
	})
	return v, wrap(err, "view")
}

// DeleteView forgets a view. Errors: NotFound.
func (s *Store) DeleteView(ctx context.Context, shop app.ShopID, id string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("DELETE FROM response_views WHERE shop_id = ? AND id = ?", shop, id)
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.NotFound, "no such view")
		}
		return done.Error
	}), "view")
}
