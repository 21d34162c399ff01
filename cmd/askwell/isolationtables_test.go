package main

import (
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// fill puts something in every table that the verbs left empty.
func (n *neighbours) fill(one *tenant) {
	for _, table := range n.tables() {
		if len(n.texts("SELECT shop_id FROM "+table+" WHERE shop_id = ? LIMIT 1", one.shop)) > 0 {
			continue
		}
		var names, values []string
		for _, column := range n.texts(`SELECT name || ' ' || type FROM pragma_table_info(?) WHERE pk > 0 OR "notnull" = 1 AND dflt_value IS NULL`, table) {
			name, kind, _ := strings.Cut(column, " ")
			names = append(names, name)
			switch {
			case name == "shop_id":
				values = append(values, "'"+string(one.shop)+"'")
			case kind == "TEXT" || kind == "BYTEA":
				values = append(values, "'"+one.canary+"-"+name+"'")
			default:
				values = append(values, "1")
			}
		}
		n.exec("INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(values, ", ") + ")")
	}
}

// tables are those that hold shops' data.
func (n *neighbours) tables() []string {
	return n.texts("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'shop_id' WHERE m.type = 'table' ORDER BY m.name")
}

// dump is all a database has of a shop.
func (n *neighbours) dump(shop app.ShopID) map[string][]string {
	n.t.Helper()
	all := map[string][]string{}
	for _, table := range append(n.tables(), "shops") {
		column := "shop_id"
		if table == "shops" {
			column = "id"
		}
		columns := n.texts("SELECT 'quote(' || name || ')' FROM pragma_table_info(?)", table)
		all[table] = n.texts("SELECT "+strings.Join(columns, " || ',' || ")+" FROM "+table+" WHERE "+column+" = ? ORDER BY 1", shop)
	}
	return all
}

func (n *neighbours) texts(query string, args ...any) (list []string) {
	n.t.Helper()
	rows, err := n.db.QueryContext(n.t.Context(), query, args...)
	require.NoError(n.t, err)
	defer rows.Close()
	for rows.Next() {
		var one string
		require.NoError(n.t, rows.Scan(&one))
		list = append(list, one)
	}
	require.NoError(n.t, rows.Err())
	return list
}

func (n *neighbours) exec(statement string, args ...any) {
	n.t.Helper()
	_, err := n.db.ExecContext(n.t.Context(), statement, args...)
	require.NoError(n.t, err)
}
