package store

import (
	"strings"
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

// Columns lists the columns of every table, with their types in lower case.
func Columns(t testing.TB, s *Store) map[string]map[string]string {
	t.Helper()
	tables, err := s.writer.db.Migrator().GetTables()
	require.NoError(t, err)
	found := map[string]map[string]string{}
	for _, table := range tables {
		columns, err := s.writer.db.Migrator().ColumnTypes(table)
		require.NoError(t, err)
		found[table] = map[string]string{}
		for _, c := range columns {
			found[table][c.Name()] = strings.ToLower(c.DatabaseTypeName())
		}
	}
	return found
}

// ShopTables is what EraseShop empties.
var ShopTables = shopTables

// Plans are SQLite's plans for what a function reads, those of the joined reads of
// group commits among them when it makes any.
func Plans(t testing.TB, s *Store, read func()) (plans []string) {
	t.Helper()
	type asked struct {
		query string
		args  []any
	}
	var all []asked
	note := func(db *gorm.DB) { all = append(all, asked{db.Statement.SQL.String(), db.Statement.Vars}) }
	for _, db := range []*gorm.DB{s.read, s.writer.db} {
		require.NoError(t, db.Callback().Row().After("gorm:row").Replace("note", note))
		require.NoError(t, db.Callback().Raw().After("gorm:raw").Replace("note", note))
	}
	read()
	for _, one := range all {
		plans = append(plans, plan(t, s, one.query, one.args)...)
	}
	return plans
}

// JoinPlans are SQLite's plans for all the reads of many keys at once.
func JoinPlans(t testing.TB, s *Store) (plans []string) {
	t.Helper()
	for _, w := range []wanted{
		visitorProfiles, orderGuests, orderCustomers, lateWords, shopLanes, recordedReplies, saidBefore, saidLately, promisesHeld, rewardLocks, productsNamed, cartOrders, versionsNamed, shopZones, orderHours, othersOfOrders, boughtOrders,
	} {
		args := make([]any, len(w.columns))
		plans = append(plans, plan(t, s, w.with("VALUES ("+strings.Repeat("?, ", len(args)-1)+"?)"), args)...)
	}
	return plans
}

func plan(t testing.TB, s *Store, query string, args []any) []string {
	t.Helper()
	var rows []struct{ Detail string }
	require.NoError(t, s.read.Session(&gorm.Session{NewDB: true}).Raw("EXPLAIN QUERY PLAN "+query, args...).Scan(&rows).Error)
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = row.Detail + "   of " + query
	}
	return lines
}

// MigrateDown undoes every migration after one.
func MigrateDown(t testing.TB, s *Store, to int64) {
	t.Helper()
	provider, err := s.migrations()
	require.NoError(t, err)
	_, err = provider.DownTo(t.Context(), to)
	require.NoError(t, err)
}
