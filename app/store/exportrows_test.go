package store

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// Rows are all rows of a table that are a shop's, each as JSON without some columns, in
// order.
func Rows(t testing.TB, s *Store, table string, shop app.ShopID, but ...string) []string {
	t.Helper()
	found, err := s.writer.db.Raw("SELECT * FROM "+table+" WHERE shop_id = ?", shop).Rows()
	require.NoError(t, err)
	defer found.Close()
	columns, err := found.Columns()
	require.NoError(t, err)
	var list []string
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		require.NoError(t, found.Scan(into...))
		row := map[string]any{}
		for i, column := range columns {
			if !slices.Contains(but, column) {
				row[column] = values[i]
			}
		}
		text, err := json.Marshal(row)
		require.NoError(t, err)
		list = append(list, string(text))
	}
	require.NoError(t, found.Err())
	slices.Sort(list)
	return list
}
