package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type exportRow struct {
	ShopID      app.ShopID
	ID          string
	Format      app.ExportFormat
	Filter      string
	State       app.ExportState
	Reason      string
	BegunBy     string
	CreatedAt   int64
	FinishedAt  int64
	Columns     string
	Total       int
	Looked      int
	Lines       int
	Parts       int
	Size        int64
	Kept        int64
	AfterAt     int64
	AfterID     string
	Fence       int64
	Tries       int
	LeasedUntil int64
}

func (r exportRow) noun() app.Export {
	e := app.Export{
		Shop: r.ShopID, ID: r.ID, Format: r.Format, Filter: []byte(r.Filter), State: r.State, Reason: r.Reason, By: r.BegunBy,
		Counted: r.Total >= 0, Total: max(r.Total, r.Looked), Looked: r.Looked, Rows: r.Lines, Parts: r.Parts, Size: r.Size, Kept: r.Kept,
		CreatedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
	if r.Columns != "" {
		e.Columns = []byte(r.Columns)
	}
	return e
}

// CreateExport writes down that a file of responses is to be made, with its format, filter
// and who asked. Errors: NotFound without the shop; Conflict where it has as many as it
// can, or makes as many as it can at once.
func (s *Store) CreateExport(ctx context.Context, shop app.ShopID, e app.Export) (app.Export, error) {
	e.Shop, e.ID, e.State, e.CreatedAt = shop, uuid.Must(uuid.NewV7()).String(), app.ExportRunning, s.now()
	return e, wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lockShop(tx, shop); err != nil {
			return err
		}
		if err := tx.Exec("DELETE FROM exports WHERE shop_id = ? AND state IN ('cancelled', 'failed', 'void') AND finished_at < ? AND parts = 0",
			shop, millis(e.CreatedAt.Add(-time.Hour))).Error; err != nil {
			return err
		}
		var there struct{ Kept, Running int }
		if err := tx.Raw(`SELECT COUNT(*) AS kept, COALESCE(SUM(CASE WHEN state = 'running' THEN 1 ELSE 0 END), 0) AS running
			FROM exports WHERE shop_id = ? AND (state = 'running' OR state = 'done' AND finished_at > ?)`, shop, millis(e.CreatedAt.Add(-app.ExportKept))).Scan(&there).Error; err != nil {
			return err
		}
		switch {
		case there.Running >= app.MostExportsAtOnce:
			return app.Errorf(app.Conflict, "%d files are being made: wait for one, or cancel it", there.Running)
		case there.Kept >= app.MostExports:
			return app.Errorf(app.Conflict, "the shop has %d files: remove one that is not needed", there.Kept)
		}
		return tx.Exec("INSERT INTO exports (shop_id, id, format, filter, state, begun_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
			shop, e.ID, e.Format, string(e.Filter), e.State, e.By, millis(e.CreatedAt)).Error
	}), "file")
}

// Exports lists a shop's files of responses, the newest first. Errors: Unavailable.
func (s *Store) Exports(ctx context.Context, shop app.ShopID) ([]app.Export, error) {
	return s.exports(ctx, "shop_id = ? AND "+stillKept+" ORDER BY id DESC LIMIT ?", shop, millis(s.now().Add(-app.ExportKept)), 4*app.MostExports)
}

// Export reads how far a file of responses is. Errors: NotFound.
func (s *Store) Export(ctx context.Context, shop app.ShopID, id string) (app.Export, error) {
	list, err := s.exports(ctx, "shop_id = ? AND id = ? AND "+stillKept, shop, id, millis(s.now().Add(-app.ExportKept)))
	if err == nil && len(list) == 0 {
		err = app.Errorf(app.NotFound, "file not found: it is kept for a week")
	}
	if err != nil {
		return app.Export{}, err
	}
	return list[0], nil
}

// stillKept is the condition that a file's week is not over.
const stillKept = "(finished_at = 0 OR finished_at > ?)"

// DueExports lists files of all shops that are to be made and nobody makes, and those that
// are not there any more of which something is left, the oldest first. Errors: Unavailable.
func (s *Store) DueExports(ctx context.Context, now time.Time, limit int) ([]app.Export, error) {
	left, err := s.exports(ctx, "state IN ('cancelled', 'failed', 'void') AND parts > 0 ORDER BY created_at LIMIT ?", limit)
	if err != nil {
		return nil, err
	}
	due, err := s.exports(ctx, "state = 'running' AND (leased_until <= ? OR leased_until > ?) ORDER BY created_at LIMIT ?",
		millis(now), millis(now.Add(longestHold)), limit)
	return append(left, due...), err
}

func (s *Store) exports(ctx context.Context, where string, args ...any) ([]app.Export, error) {
	var rows []exportRow
	if err := s.read.WithContext(ctx).Raw("SELECT * FROM exports WHERE "+where, args...).Scan(&rows).Error; err != nil {
		return nil, wrap(err, "files")
	}
	list := make([]app.Export, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, nil
}

// ExportPart is one piece of a file, packed as its maker packed it, and what was noted of
// it, as long as the file is ready. They are numbered from 1. Errors: NotFound.
func (s *Store) ExportPart(ctx context.Context, shop app.ShopID, id string, number int) (data, note []byte, err error) {
	var rows []struct{ Data, Note []byte }
	err = s.read.WithContext(ctx).Raw(`SELECT p.data, p.note FROM exports e JOIN export_parts p ON p.shop_id = e.shop_id AND p.export_id = e.id
		WHERE e.shop_id = ? AND e.id = ? AND e.state = 'done' AND p.number = ?`, shop, id, number).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = app.Errorf(app.NotFound, "the file is not there any more")
	}
	if err != nil {
		return nil, nil, wrap(err, "file")
	}
	return rows[0].Data, rows[0].Note, nil
}

// ExportNotes are what was noted of every piece of a file, in order. Errors: Unavailable.
func (s *Store) ExportNotes(ctx context.Context, shop app.ShopID, id string) (notes [][]byte, err error) {
	err = s.read.WithContext(ctx).Raw("SELECT note FROM export_parts WHERE shop_id = ? AND export_id = ? ORDER BY number", shop, id).Scan(&notes).Error
	return notes, wrap(err, "file")
}
