package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ExportLease is the right to make a file, for some time, and where it goes on.
type ExportLease struct {
	app.Export
	Fence int64
	Tries int    // how often it was taken up since anything came of it
	After Cursor // the last response that was looked at; zero: none was
}

// ExportPiece is what was added to a file.
type ExportPiece struct {
	Data, Note []byte
	Size       int64  // of it as it is downloaded
	Looked     int    // responses, since the piece before
	Rows       int    // of them, those in it
	After      Cursor // the last of them
}

// LeaseExport makes the caller the only one who makes a file, until a time. Errors:
// Conflict when somebody else does, or it is to be made no more.
func (s *Store) LeaseExport(ctx context.Context, shop app.ShopID, id string, until time.Time) (ExportLease, error) {
	var rows []exportRow
	now := s.now()
	err := s.write(ctx, func(tx *gorm.DB) error {
		rows = nil
		return tx.Raw(`UPDATE exports SET fence = fence + 1, tries = tries + 1, leased_until = ?
			WHERE shop_id = ? AND id = ? AND state = 'running' AND (leased_until <= ? OR leased_until > ?) RETURNING *`,
			millis(until), shop, id, millis(now), millis(now.Add(longestHold))).Scan(&rows).Error
	})
	if err == nil && len(rows) == 0 {
		err = app.Errorf(app.Conflict, "somebody else makes the file, or nobody is to")
	}
	if err != nil {
		return ExportLease{}, wrap(err, "file")
	}
	lease := ExportLease{Export: rows[0].noun(), Fence: rows[0].Fence, Tries: rows[0].Tries}
	if rows[0].AfterID != "" {
		lease.After = Cursor{fromMillis(rows[0].AfterAt), app.ResponseID(rows[0].AfterID)}
	}
	return lease, nil
}

// BeginExport says what a file will have, and of how many responses; head is what it
// begins with. Errors: Conflict for a lease that counts no more.
func (s *Store) BeginExport(ctx context.Context, shop app.ShopID, lease ExportLease, columns []byte, total int, head ExportPiece) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		number, err := lease.held(tx, shop, "columns = ?, total = ?, parts = 1, size = ?, kept = ?", string(columns), total, head.Size, len(head.Data))
		if err != nil {
			return err
		}
		return addPart(tx, shop, lease.ID, number, head.Data, nil)
	}), "file")
}

// KeepExport adds a piece to a file, and prolongs the lease. Without data only how far it
// is is kept. Errors: Conflict for a lease that counts no more.
func (s *Store) KeepExport(ctx context.Context, shop app.ShopID, lease ExportLease, piece ExportPiece, until time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		parts := 0
		if len(piece.Data) > 0 {
			parts = 1
		}
		number, err := lease.held(tx, shop, `tries = 0, leased_until = ?, looked = looked + ?, lines = lines + ?, size = size + ?, kept = kept + ?,
			parts = parts + ?, after_at = ?, after_id = ?`,
			millis(until), piece.Looked, piece.Rows, piece.Size, len(piece.Data), parts, millis(piece.After.SubmittedAt), piece.After.ID)
		if err != nil || parts == 0 {
			return err
		}
		return addPart(tx, shop, lease.ID, number, piece.Data, piece.Note)
	}), "file")
}

// FinishExport ends a file with its last piece. Errors: Conflict for a lease that counts
// no more.
func (s *Store) FinishExport(ctx context.Context, shop app.ShopID, lease ExportLease, tail ExportPiece) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		number, err := lease.held(tx, shop, "state = 'done', finished_at = ?, size = size + ?, kept = kept + ?, parts = parts + 1, leased_until = 0",
			millis(s.now()), tail.Size, len(tail.Data))
		if err != nil {
			return err
		}
		return addPart(tx, shop, lease.ID, number, tail.Data, tail.Note)
	}), "file")
}

// FailExport ends a file that cannot be made, and says why; what is made of it is removed
// later. Errors: Conflict for a lease that counts no more.
func (s *Store) FailExport(ctx context.Context, shop app.ShopID, lease ExportLease, reason string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		_, err := lease.held(tx, shop, "state = 'failed', reason = ?, finished_at = ?, size = 0, kept = 0, leased_until = 0", reason, millis(s.now()))
		return err
	}), "file")
}

// ReleaseExport gives a lease back: whoever is next goes on. Errors: Conflict for a lease
// that counts no more.
func (s *Store) ReleaseExport(ctx context.Context, shop app.ShopID, lease ExportLease) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		_, err := lease.held(tx, shop, "leased_until = 0")
		return err
	}), "file")
}

// held changes a file within a transaction, as long as the lease on it counts, and says
// how many pieces it has now.
func (l ExportLease) held(tx *gorm.DB, shop app.ShopID, set string, args ...any) (parts int, err error) {
	var rows []int
	err = tx.Raw("UPDATE exports SET "+set+" WHERE shop_id = ? AND id = ? AND fence = ? AND state = 'running' RETURNING parts",
		append(args, shop, l.ID, l.Fence)...).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = app.Errorf(app.Conflict, "somebody else makes the file, or nobody is to")
	}
	if err != nil {
		return 0, err
	}
	return rows[0], nil
}

func addPart(tx *gorm.DB, shop app.ShopID, id string, number int, data, note []byte) error {
	if note == nil {
		note = []byte{}
	}
	return tx.Exec("INSERT INTO export_parts (shop_id, export_id, number, data, note) VALUES (?, ?, ?, ?, ?)", shop, id, number, data, note).Error
}
