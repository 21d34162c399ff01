package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// destination is an app.Destination at rest.
type destination struct {
	ShopID    app.ShopID        `gorm:"primaryKey"`
	ID        app.DestinationID `gorm:"primaryKey"`
	Kind      string
	Title     string
	Settings  string
	Account   string
	Problem   string
	CheckedAt time.Time `gorm:"serializer:unixms"`
	Drift     app.DriftPolicy
	Sample    int
	CreatedAt time.Time `gorm:"serializer:unixms"`
}

// A secret is kept under its field's key with this before it. No field's key has a
// colon, so no setting can pass for one.
const sealedPrefix = "sealed:"

func settingPlace(shop app.ShopID, id app.DestinationID, field string) string {
	return string(shop) + "/destination/" + string(id) + "/" + field
}

// sealSettings writes settings down, those of them sealed that are secret.
func (s *Store) sealSettings(shop app.ShopID, id app.DestinationID, settings map[string]string, secret []string) (string, error) {
	kept := make(map[string]string, len(settings))
	for key, value := range settings {
		if slices.Contains(secret, key) {
			key, value = sealedPrefix+key, s.keys.Seal(settingPlace(shop, id, key), value)
		}
		kept[key] = value
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return "", fmt.Errorf("settings of destination %s: %w", id, err)
	}
	return string(text), nil
}

func (s *Store) openSettings(shop app.ShopID, id app.DestinationID, text string) (map[string]string, error) {
	var kept map[string]string
	if err := json.Unmarshal([]byte(text), &kept); err != nil {
		return nil, fmt.Errorf("settings of destination %s: %w", id, err)
	}
	settings := make(map[string]string, len(kept))
	for key, value := range kept {
		if field, sealed := strings.CutPrefix(key, sealedPrefix); sealed {
			plain, err := s.keys.Open(settingPlace(shop, id, field), value)
			if err != nil {
				return nil, fmt.Errorf("%s of destination %s: %w", field, id, err)
			}
			key, value = field, plain
		}
		settings[key] = value
	}
	return settings, nil
}

func (s *Store) destinationNoun(d destination) (app.Destination, error) {
	settings, err := s.openSettings(d.ShopID, d.ID, d.Settings)
	return app.Destination{
		Shop: d.ShopID, ID: d.ID, Kind: d.Kind, Title: d.Title, Settings: settings, Account: d.Account,
		Problem: d.Problem, CheckedAt: d.CheckedAt, Drift: d.Drift, Sample: d.Sample, CreatedAt: d.CreatedAt, Edition: d.edition(),
	}, err
}

// edition is made of what is kept, where secrets are sealed: it says nothing about them,
// and is another one whenever one is written.
func (d destination) edition() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{d.Title, d.Settings, string(d.Drift), strconv.Itoa(d.Sample)}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Destination reads one of the shop's destinations, its secrets in plain. Errors:
// NotFound; Internal when no key opens a secret.
func (s *Store) Destination(ctx context.Context, shop app.ShopID, id app.DestinationID) (app.Destination, error) {
	row, err := gorm.G[destination](s.read).Where("shop_id = ? AND id = ?", shop, id).Take(ctx)
	if err != nil {
		return app.Destination{}, wrap(err, "destination")
	}
	return s.destinationNoun(row)
}

// Destinations lists the shop's destinations in the order they were made, their secrets
// in plain. Errors: Unavailable; Internal when no key opens a secret.
func (s *Store) Destinations(ctx context.Context, shop app.ShopID) ([]app.Destination, error) {
	rows, err := gorm.G[destination](s.read).Where("shop_id = ?", shop).Order("created_at, id").Find(ctx)
	if err != nil {
		return nil, wrap(err, "destinations")
	}
	list := make([]app.Destination, len(rows))
	for i, row := range rows {
		if list[i], err = s.destinationNoun(row); err != nil {
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
		return insertDestination(tx, destination{ShopID: shop, ID: id, Kind: kind, Settings: "{}", CreatedAt: s.now()})
	}), "destination")
}

func insertDestination(tx *gorm.DB, d destination) error {
	err := tx.Exec(`INSERT INTO destinations (shop_id, id, kind, title, settings, account, checked_at, drift, sample, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		d.ShopID, d.ID, d.Kind, d.Title, d.Settings, d.Account, millis(d.CheckedAt), d.Drift, d.Sample, millis(d.CreatedAt)).Error
	if err != nil {
		return err
	}
	return tx.Exec("INSERT INTO lanes (shop_id, destination_id) VALUES (?, ?) ON CONFLICT DO NOTHING", d.ShopID, d.ID).Error
}
