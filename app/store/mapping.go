package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// What a mapping may come to. A survey has 50 questions at most, and nobody maps one to
// more than a few places.
const (
	MostTargets  = 500
	MostMapping  = 1 << 20 // bytes of its document
	mostConsents = 20
)

// mappingDocument is an app.Mapping at rest.
type mappingDocument struct {
	Targets  []app.Target  `json:"targets,omitempty"`
	Consents []app.Channel `json:"consents,omitempty"`
	Link     string        `json:"link,omitempty"`
}

type mappingRow struct {
	Document  string
	Revision  int
	UpdatedAt int64
}

func (r mappingRow) noun(at app.DestinationID) (app.Mapping, error) {
	m := app.Mapping{Destination: at, Revision: r.Revision, UpdatedAt: fromMillis(r.UpdatedAt)}
	if r.Document == "" {
		return m, nil
	}
	var d mappingDocument
	if err := json.Unmarshal([]byte(r.Document), &d); err != nil {
		return app.Mapping{}, fmt.Errorf("mapping of destination %s: %w", at, err)
	}
	m.Targets, m.Consents, m.Link = d.Targets, d.Consents, d.Link
	return m, nil
}

// Mapping reads where answers go at a destination: nowhere, as revision 0, as long as
// nothing was saved. Errors: Unavailable.
func (s *Store) Mapping(ctx context.Context, shop app.ShopID, at app.DestinationID) (app.Mapping, error) {
	row, err := readMapping(s.read.WithContext(ctx), shop, at)
	if err != nil {
		return app.Mapping{}, wrap(err, "mapping")
	}
	return row.noun(at)
}

// Mappings reads where answers go at every destination of a shop where anything was saved.
// Errors: Unavailable.
func (s *Store) Mappings(ctx context.Context, shop app.ShopID) (map[app.DestinationID]app.Mapping, error) {
	var rows []struct {
		DestinationID app.DestinationID
		Document      string
		Revision      int
		UpdatedAt     int64
	}
	err := s.read.WithContext(ctx).Raw("SELECT destination_id, document, revision, updated_at FROM mappings WHERE shop_id = ?", shop).Scan(&rows).Error
	if err != nil {
		return nil, wrap(err, "mappings")
	}
	all := make(map[app.DestinationID]app.Mapping, len(rows))
	for _, row := range rows {
		kept := mappingRow{row.Document, row.Revision, row.UpdatedAt}
		if all[row.DestinationID], err = kept.noun(row.DestinationID); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readMapping(tx *gorm.DB, shop app.ShopID, at app.DestinationID) (row mappingRow, err error) {
	err = tx.Raw("SELECT document, revision, updated_at FROM mappings WHERE shop_id = ? AND destination_id = ?", shop, at).Scan(&row).Error
	return row, err
}

// SaveMapping replaces what was read as the given revision, 0 for nothing yet. Errors:
// Invalid for more than a mapping may come to; NotFound for no such destination;
// Conflict when somebody saved meanwhile.
func (s *Store) SaveMapping(ctx context.Context, shop app.ShopID, m app.Mapping, expected int) (app.Mapping, error) {
	text, err := json.Marshal(mappingDocument{m.Targets, m.Consents, m.Link})
	if err != nil {
		return app.Mapping{}, wrap(err, "mapping")
	}
	if len(m.Targets) > MostTargets || len(m.Consents) > mostConsents || len(text) > MostMapping {
		return app.Mapping{}, app.Errorf(app.Invalid, "a mapping has %d targets at most, and %d KB", MostTargets, MostMapping>>10)
	}
	m.Revision, m.UpdatedAt = expected+1, fromMillis(millis(s.now()))
	err = s.write(ctx, func(tx *gorm.DB) error {
		// The destination's row is what two who save at once wait for: there may be no
		// mapping to lock yet.
		var there []string
		if err := tx.Raw("SELECT id FROM destinations WHERE shop_id = ? AND id = ?"+forUpdate(tx), shop, m.Destination).Scan(&there).Error; err != nil {
			return err
		}
		if len(there) == 0 {
			return app.Errorf(app.NotFound, "destination not found")
		}
		row, err := readMapping(tx, shop, m.Destination)
		if err != nil {
			return err
		}
		if row.Revision != expected {
			return app.Errorf(app.Conflict, "the mapping was changed meanwhile: it is at revision %d", row.Revision)
		}
		return tx.Exec(`INSERT INTO mappings (shop_id, destination_id, document, revision, updated_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (shop_id, destination_id) DO UPDATE SET
				document = excluded.document, revision = excluded.revision, updated_at = excluded.updated_at`,
			shop, m.Destination, string(text), m.Revision, millis(m.UpdatedAt)).Error
	})
	return m, wrap(err, "mapping")
}
