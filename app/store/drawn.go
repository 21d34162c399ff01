package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// drawnRow is an app.Drawn at rest.
type drawnRow struct {
	Shelf, Name, Key, Label, Product, Collection, Image string
	RetiredAt                                           int64
}

func (r drawnRow) noun() app.Drawn {
	return app.Drawn{
		Name: r.Name, Key: r.Key, Label: r.Label, Product: r.Product, Collection: r.Collection, Image: r.Image,
		RetiredAt: fromMillis(r.RetiredAt),
	}
}

var drawnInsert = bulk{
	table: "drawn",
	columns: []column{
		textColumn("shop_id"), textColumn("shelf"), textColumn("name"), textColumn("key"), textColumn("label"),
		textColumn("product"), textColumn("collection"), textColumn("image"), intColumn("position"), intColumn("retired_at"),
	},
}

// Drawn lists the options that the shop's catalogue has given, by the shelf they
// were drawn from: those that can be chosen first, in the catalogue's order. The
// lists are shared: do not change them. Errors: Unavailable.
func (s *Store) Drawn(ctx context.Context, shop app.ShopID, shelves []string) (map[string][]app.Drawn, error) {
	var revision int64
	if err := s.read.WithContext(ctx).Raw("SELECT revision FROM catalogues WHERE shop_id = ?", shop).Scan(&revision).Error; err != nil {
		return nil, wrap(err, "drawn options")
	}
	list := make(map[string][]app.Drawn, len(shelves))
	var missing []string
	for _, shelf := range shelves {
		if held, ok := s.drawn.get(shelfKey{shop, shelf}, revision); ok {
			list[shelf] = held
		} else {
			missing = append(missing, shelf)
		}
	}
	if len(missing) == 0 {
		return list, nil
	}
	read, err := drawnOn(s.read.WithContext(ctx), shop, missing)
	if err != nil {
		return nil, wrap(err, "drawn options")
	}
	for _, shelf := range missing {
		list[shelf] = read[shelf]
		s.drawn.keep(shelfKey{shop, shelf}, revision, read[shelf])
	}
	return list, nil
}

func drawnOn(tx *gorm.DB, shop app.ShopID, shelves []string) (map[string][]app.Drawn, error) {
	var rows []drawnRow
	err := tx.Raw(`SELECT shelf, name, key, label, product, collection, image, retired_at FROM drawn
		WHERE shop_id = ? AND shelf IN ? ORDER BY shelf, position`, shop, shelves).Scan(&rows).Error
	list := make(map[string][]app.Drawn, len(shelves))
	for _, row := range rows {
		list[row.Shelf] = append(list[row.Shelf], row.noun())
	}
	return list, err
}

// Redraw replaces what a shelf holds by what merge makes of it, and marks the
// shop's surveys to be published when that is another list. Errors: Unavailable.
func (s *Store) Redraw(ctx context.Context, shop app.ShopID, shelf string, merge func(held []app.Drawn) []app.Drawn) (changed bool, err error) {
	return changed, wrap(s.write(ctx, func(tx *gorm.DB) error {
		changed = false
		// One at a time: two of them could give one key to two things.
		if err := tx.Exec("INSERT INTO catalogues (shop_id) VALUES (?) ON CONFLICT (shop_id) DO UPDATE SET revision = catalogues.revision", shop).Error; err != nil {
			return err
		}
		list, err := drawnOn(tx, shop, []string{shelf})
		if err != nil {
			return err
		}
		next := merge(list[shelf])
		if changed = !slices.Equal(list[shelf], next); !changed {
			return nil
		}
		rows := make([][]any, len(next))
		for i, d := range next {
			rows[i] = []any{string(shop), shelf, d.Name, d.Key, d.Label, d.Product, d.Collection, d.Image, int64(i), millis(d.RetiredAt)}
		}
		if err := tx.Exec("DELETE FROM drawn WHERE shop_id = ? AND shelf = ?", shop, shelf).Error; err != nil {
			return err
		}
		if err := drawnInsert.insert(ctx, tx, rows); err != nil {
			return err
		}
		if err := tx.Exec("UPDATE catalogues SET revision = revision + 1 WHERE shop_id = ?", shop).Error; err != nil {
			return err
		}
		return markPublish(tx, shop, s.now())
	}), "drawn options")
}

const keptShelves = 128

// drawn remembers the shelves that were read lately: every answer to a drawn
// question takes one.
type drawn struct {
	now  func() time.Time
	mu   sync.RWMutex
	kept map[shelfKey]keptShelf
}

type shelfKey struct {
	shop app.ShopID
	name string
}

type keptShelf struct {
	list     []app.Drawn
	revision int64
	until    time.Time // its shop may be erased and come back
}

func newDrawn(now func() time.Time) *drawn { return &drawn{now: now, kept: map[shelfKey]keptShelf{}} }

func (d *drawn) get(key shelfKey, revision int64) ([]app.Drawn, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	found, ok := d.kept[key]
	return found.list, ok && found.revision == revision && d.now().Before(found.until)
}

// keep remembers a shelf that was read after its revision: what is newer than that
// is read again.
func (d *drawn) keep(key shelfKey, revision int64, list []app.Drawn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for old := range d.kept { // any one: the map's order is random
		if len(d.kept) < keptShelves {
			break
		}
		delete(d.kept, old)
	}
	d.kept[key] = keptShelf{list, revision, d.now().Add(keptFor)}
}
