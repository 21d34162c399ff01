package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// wanted reads what belongs to a list of keys with one statement. Its query
// reads from a table "wanted" of the given columns; CROSS JOIN keeps SQLite from
// scanning the other side.
type wanted struct {
	columns []column
	query   string
}

// read runs the query for the keys and calls scan for each row.
func (w wanted) read(ctx context.Context, tx *gorm.DB, keys [][]any, scan func(*sql.Rows) error) error {
	if len(keys) == 0 {
		return nil
	}
	b := bulk{columns: w.columns}
	if isPostgres(tx) {
		arrays := make([]string, len(w.columns))
		for i, c := range w.columns {
			arrays[i] = "$" + strconv.Itoa(i+1) + "::" + c.kind + "[]"
		}
		return b.send(ctx, tx, w.with("SELECT * FROM unnest("+strings.Join(arrays, ", ")+")"), b.arrays(keys), scan)
	}
	most := maxParameters / len(w.columns)
	for len(keys) > 0 {
		n := min(len(keys), most)
		args := make([]any, 0, n*len(w.columns))
		for _, key := range keys[:n] {
			args = append(args, key...)
		}
		row := "(" + strings.TrimSuffix(strings.Repeat("?,", len(w.columns)), ",") + ")"
		if err := b.send(ctx, tx, w.with("VALUES "+strings.TrimSuffix(strings.Repeat(row+",", n), ",")), args, scan); err != nil {
			return err
		}
		keys = keys[n:]
	}
	return nil
}

func (w wanted) with(list string) string {
	return "WITH wanted (" + bulk{columns: w.columns}.names() + ") AS (" + list + ") " + w.query
}
