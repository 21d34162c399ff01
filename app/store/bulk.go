package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// maxParameters is the most parameters one SQLite statement is given. It could
// take 32,766, but the driver finds the place of each by walking through all of
// them, so that long lists cost the square of their length.
const maxParameters = 256

// bulk inserts many rows with one statement: a VALUES list on SQLite, unnest on
// PostgreSQL, where one statement shape serves every number of rows.
type bulk struct {
	table   string
	columns []column
	tail    string // "ON CONFLICT … DO …", "RETURNING …"
}

// column names a column and its PostgreSQL array type.
type column struct{ name, kind string }

func textColumn(name string) column  { return column{name, "text"} }
func intColumn(name string) column   { return column{name, "bigint"} }
func boolColumn(name string) column  { return column{name, "boolean"} }
func bytesColumn(name string) column { return column{name, "bytea"} }

// insert writes rows, whose values are string, int64, bool or []byte by column.
func (b bulk) insert(ctx context.Context, tx *gorm.DB, rows [][]any) error {
	return b.query(ctx, tx, rows, nil)
}

// query is insert for a statement that returns rows; scan is called for each.
func (b bulk) query(ctx context.Context, tx *gorm.DB, rows [][]any, scan func(*sql.Rows) error) error {
	if len(rows) == 0 {
		return nil
	}
	if isPostgres(tx) {
		return b.send(ctx, tx, b.unnest(), b.arrays(rows), scan)
	}
	most := maxParameters / len(b.columns)
	for len(rows) > 0 {
		n := min(len(rows), most)
		args := make([]any, 0, n*len(b.columns))
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		if err := b.send(ctx, tx, b.values(n), args, scan); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func (b bulk) send(ctx context.Context, tx *gorm.DB, statement string, args []any, scan func(*sql.Rows) error) error {
	if scan == nil {
		_, err := conn(tx).ExecContext(ctx, statement, args...)
		return err
	}
	found, err := conn(tx).QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := scan(found); err != nil {
			return err
		}
	}
	return found.Err()
}

func (b bulk) names() string {
	names := make([]string, len(b.columns))
	for i, c := range b.columns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

func (b bulk) values(rows int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", len(b.columns)), ",") + ")"
	all := strings.TrimSuffix(strings.Repeat(row+",", rows), ",")
	return "INSERT INTO " + b.table + " (" + b.names() + ") VALUES " + all + " " + b.tail
}

func (b bulk) unnest() string {
	arrays := make([]string, len(b.columns))
	for i, c := range b.columns {
		arrays[i] = "$" + strconv.Itoa(i+1) + "::" + c.kind + "[]"
	}
	return "INSERT INTO " + b.table + " (" + b.names() + ") SELECT * FROM unnest(" + strings.Join(arrays, ", ") + ") " + b.tail
}

// arrays turns rows into one typed slice per column.
func (b bulk) arrays(rows [][]any) []any {
	args := make([]any, len(b.columns))
	for i, c := range b.columns {
		switch c.kind {
		case "text":
			args[i] = columnOf[string](rows, i)
		case "bigint":
			args[i] = columnOf[int64](rows, i)
		case "boolean":
			args[i] = columnOf[bool](rows, i)
		case "bytea":
			args[i] = columnOf[[]byte](rows, i)
		default:
			panic(fmt.Sprintf("bulk column %s has the unknown kind %s", c.name, c.kind))
		}
	}
	return args
}

func columnOf[T any](rows [][]any, i int) []T {
	values := make([]T, len(rows))
	for r, row := range rows {
		values[r] = row[i].(T)
	}
	return values
}
