package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// tombstone hides a subject behind the shop's salt: who finds the table learns
// nothing, but a late webhook about the erased is recognised.
func tombstone(salt, subject string) string {
	mac := hmac.New(sha256.New, []byte(salt))
	mac.Write([]byte(subject))
	return hex.EncodeToString(mac.Sum(nil))
}

func (p people) salt() (string, error) {
	var salt string
	err := p.tx.Raw("SELECT salt FROM shops WHERE id = ?", p.shop).Scan(&salt).Error
	return salt, err
}

// erasedAt is when the subject was erased, 0 for never.
func (p people) erasedAt(subject string) (int64, error) {
	salt, err := p.salt()
	if err != nil {
		return 0, err
	}
	var at int64
	err = p.tx.Raw("SELECT erased_at FROM tombstones WHERE shop_id = ? AND subject = ?",
		p.shop, tombstone(salt, subject)).Scan(&at).Error
	return at, err
}

// erasedSince reports whether news of a moment are older than the erasure.
func (p people) erasedSince(moment time.Time, subject string) (bool, error) {
	at, err := p.erasedAt(subject)
	return at != 0 && millis(moment) <= at, err
}

var insertTombstones = bulk{
	table:   "tombstones",
	columns: []column{textColumn("shop_id"), textColumn("subject"), intColumn("erased_at")},
	tail:    "ON CONFLICT (shop_id, subject) DO UPDATE SET erased_at = excluded.erased_at",
}

// bury leaves tombstones for subjects.
func (p people) bury(subjects []string) error {
	salt, err := p.salt()
	if err != nil {
		return err
	}
	slices.Sort(subjects)
	subjects = slices.Compact(subjects) // PostgreSQL refuses to update a row twice
	rows := make([][]any, len(subjects))
	for i, subject := range subjects {
		rows[i] = []any{string(p.shop), tombstone(salt, subject), p.now}
	}
	return insertTombstones.insert(p.tx.Statement.Context, p.tx, rows)
}

// anyErased reports whether any of some customers was erased.
func (p people) anyErased(customers []app.CustomerID) (bool, error) {
	for _, id := range customers {
		if at, err := p.erasedAt(app.CustomerSubject(id)); err != nil || at != 0 {
			return at != 0, err
		}
	}
	return false, nil
}
