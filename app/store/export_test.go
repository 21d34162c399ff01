package store

import (
	"testing"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"
)

// Exec lets tests arrange rows that another verb would make.
func Exec(t testing.TB, s *Store, statement string, args ...any) {
	t.Helper()
	require.NoError(t, s.write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(statement, args...).Error }))
}

// Count runs a query that returns one number.
func Count(t testing.TB, s *Store, query string, args ...any) int {
	t.Helper()
	var n int
	require.NoError(t, s.writer.db.Raw(query, args...).Scan(&n).Error)
	return n
}

// Strings runs a query that returns one column of text.
func Strings(t testing.TB, s *Store, query string, args ...any) []string {
	t.Helper()
	var list []string
	require.NoError(t, s.writer.db.Raw(query, args...).Scan(&list).Error)
	return list
}

// TablesWithShop lists the tables that have a shop_id column.
func TablesWithShop(t testing.TB, s *Store) []string {
	t.Helper()
	tables, err := s.writer.db.Migrator().GetTables()
	require.NoError(t, err)
	var found []string
	for _, table := range tables {
		columns, err := s.writer.db.Migrator().ColumnTypes(table)
		require.NoError(t, err)
		for _, c := range columns {
			if c.Name() == "shop_id" {
				found = append(found, table)
			}
		}
	}
	return found
}

// ShopTables is what EraseShop empties.
var ShopTables = shopTables
