package store

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app/seal"
)

func openForTest(t *testing.T) *Store {
	t.Helper()
	ring, err := seal.NewRing([]string{base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))})
	require.NoError(t, err)
	s, err := Open(t.Context(), Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "a.db"), Keys: ring})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Migrate(t.Context()))
	return s
}

func TestOneFailingWriteDoesNotTakeItsGroupAlong(t *testing.T) {
	t.Parallel()
	s := openForTest(t)
	refused := errors.New("refused")
	insert := bulk{table: "recurring", columns: []column{textColumn("name"), intColumn("next_run_at")}}
	names := newBatch(func(tx *gorm.DB, items []*string) error {
		rows := make([][]any, len(items))
		for i, item := range items {
			rows[i] = []any{*item, int64(1)}
		}
		return insert.insert(t.Context(), tx, rows)
	})
	var wg sync.WaitGroup
	for i := range 90 {
		wg.Go(func() {
			name := string(rune('A'+i%26)) + string(rune('a'+i/26))
			switch i % 3 {
			case 0:
				require.NoError(t, s.writer.add(t.Context(), names, &name))
			case 1:
				require.NoError(t, s.write(t.Context(), func(tx *gorm.DB) error {
					return tx.Exec("INSERT INTO recurring (name, next_run_at) VALUES (?, 2)", name).Error
				}))
			default:
				require.ErrorIs(t, s.write(t.Context(), func(tx *gorm.DB) error {
					if err := tx.Exec("INSERT INTO recurring (name, next_run_at) VALUES (?, 3)", name).Error; err != nil {
						return err
					}
					return refused
				}), refused)
			}
		})
	}
	wg.Wait()
	var kept, refusedRows int64
	require.NoError(t, s.read.Raw("SELECT COUNT(*) FROM recurring WHERE next_run_at < 3").Scan(&kept).Error)
	require.NoError(t, s.read.Raw("SELECT COUNT(*) FROM recurring WHERE next_run_at = 3").Scan(&refusedRows).Error)
	require.EqualValues(t, 60, kept)
	require.Zero(t, refusedRows)
}

func TestAPanicInAWriteIsAnErrorAndTheWriterGoesOn(t *testing.T) {
	t.Parallel()
	s := openForTest(t)
	require.ErrorContains(t, s.write(t.Context(), func(*gorm.DB) error { panic("boom") }), "boom")
	require.NoError(t, s.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec("SELECT 1").Error }))
}

func TestTheReadingPoolCannotWrite(t *testing.T) {
	t.Parallel()
	s := openForTest(t)
	require.Error(t, s.read.Exec("INSERT INTO recurring (name, next_run_at) VALUES ('x', 1)").Error)
}

func TestABulkInsertReturnsOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	s := openForTest(t)
	b := bulk{
		table: "recurring", columns: []column{textColumn("name"), intColumn("next_run_at")},
		tail: "ON CONFLICT DO NOTHING RETURNING name",
	}
	var fresh []string
	require.NoError(t, s.write(t.Context(), func(tx *gorm.DB) error {
		fresh = nil
		return b.query(t.Context(), tx, [][]any{{"a", int64(1)}, {"a", int64(2)}, {"b", int64(1)}}, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			fresh = append(fresh, name)
			return err
		})
	}))
	require.Equal(t, []string{"a", "b"}, fresh)
}
