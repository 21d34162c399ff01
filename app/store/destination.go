package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// destination is an app.Destination at rest.
type destination struct {
	ShopID    app.ShopID        `gorm:"primaryKey"`
	ID        app.DestinationID `gorm:"primaryKey"`
	Kind      string
	Settings  string
	CreatedAt time.Time `gorm:"serializer:unixms"`
}

func (d destination) noun() (app.Destination, error) {
	noun := app.Destination{Shop: d.ShopID, ID: d.ID, Kind: d.Kind, CreatedAt: d.CreatedAt}
	if err := json.Unmarshal([]byte(d.Settings), &noun.Settings); err != nil {
		return app.Destination{}, fmt.Errorf("settings of destination %s: %w", d.ID, err)
	}
	return noun, nil
}

// Destination reads one of the shop's destinations. Errors: NotFound.
func (s *Store) Destination(ctx context.Context, shop app.ShopID, id app.DestinationID) (app.Destination, error) {
	row, err := gorm.G[destination](s.read).Where("shop_id = ? AND id = ?", shop, id).Take(ctx)
	if err != nil {
		return app.Destination{}, wrap(err, "destination")
	}
	return row.noun()
}

// Destinations lists the shop's destinations in the order they were made.
// Errors: Unavailable.
func (s *Store) Destinations(ctx context.Context, shop app.ShopID) ([]app.Destination, error) {
	rows, err := gorm.G[destination](s.read).Where("shop_id = ?", shop).Order("created_at, id").Find(ctx)
	if err != nil {
		return nil, wrap(err, "destinations")
	}
	list := make([]app.Destination, len(rows))
	for i, row := range rows {
		if list[i], err = row.noun(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// AddDestination gives a shop one more destination, without settings, and its lane:
// from then on it is told what is news. One that is there stays as it is. Errors:
// Unavailable.
func (s *Store) AddDestination(ctx context.Context, shop app.ShopID, id app.DestinationID, kind string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		err := tx.Exec("INSERT INTO destinations (shop_id, id, kind, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			shop, id, kind, millis(s.now())).Error
		if err != nil {
			return err
		}
		return tx.Exec("INSERT INTO lanes (shop_id, destination_id) VALUES (?, ?) ON CONFLICT DO NOTHING", shop, id).Error
	}), "destination")
}
