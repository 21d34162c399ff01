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
	var rows []map[string]any
	require.NoError(t, s.writer.db.Raw("SELECT * FROM "+table+" WHERE shop_id = ?", shop).Scan(&rows).Error)
	list := make([]string, len(rows))
	for i, row := range rows {
		for _, column := range but {
			delete(row, column)
		}
		text, err := json.Marshal(row)
		require.NoError(t, err)
		list[i] = string(text)
	}
	slices.Sort(list)
	return list
}
