package storetest

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Exec runs statements on a database over a connection of its own: it arranges what
// no verb makes yet.
func Exec(t testing.TB, url string, statements ...string) {
	t.Helper()
	db := connect(t, url)
	defer db.Close()
	for _, statement := range statements {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err, statement)
	}
}

// Count is the number a query finds.
func Count(t testing.TB, url, query string) (n int) {
	t.Helper()
	db := connect(t, url)
	defer db.Close()
	require.NoError(t, db.QueryRowContext(t.Context(), query).Scan(&n), query)
	return n
}

func connect(t testing.TB, url string) *sql.DB {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=secure_delete(1)"
	}
	db, err := sql.Open(driver, source)
	require.NoError(t, err)
	return db
}
