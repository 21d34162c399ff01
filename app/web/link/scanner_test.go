package link_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// everything is all rows of all tables, as text.
func everything(t *testing.T, url string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	defer db.Close()
	names := column(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	require.Greater(t, len(names), 30)
	all := map[string]string{}
	for _, name := range names {
		columns := column(t, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", name))
		row := "quote(" + strings.Join(columns, ") || ',' || quote(") + ")"
		all[name] = strings.Join(column(t, db, fmt.Sprintf("SELECT %s FROM %s ORDER BY 1", row, name)), "\n")
	}
	return all
}

func column(t *testing.T, db *sql.DB, query string) (values []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	require.NoError(t, err, query)
	defer rows.Close()
	for rows.Next() {
		var value string
		require.NoError(t, rows.Scan(&value))
		values = append(values, value)
	}
	require.NoError(t, rows.Err())
	return values
}

// scanners are as those fetch links who look at emails before she does: bare ones, and
// ones that pass for a browser.
var scanners = []http.Header{
	{},
	{
		"User-Agent": {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"}, "Accept": {"text/html"}, "Accept-Language": {"sv"},
		"Sec-Fetch-Site": {"none"}, "Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Dest": {"document"}, "Sec-Fetch-User": {"?1"},
	},
	{"Purpose": {"prefetch"}, "Sec-Purpose": {"prefetch;prerender"}, "Sec-Fetch-Site": {"cross-site"}},
}

func TestAThousandScannersLeaveNoTrace(t *testing.T) {
	t.Parallel()
	url := storetest.SQLite(t)
	db, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	s := newShopOn(t, db)
	require.Equal(t, http.StatusCreated, s.post(s.link(ada, link.Answer), "source", "podcast").status, "the tables have rows")
	paths := []string{
		s.link(ada, link.Answer) + "?survey=welcome&question=wish", s.link(ada, link.Answer), s.link(ada, link.Preferences),
		s.link(ada+1, link.Answer) + "?survey=welcome&question=source&answer=friend", s.link(ada+1, link.Answer) + "?survey=none", "/p/broken",
	}
	before := everything(t, url)
	var group errgroup.Group
	group.SetLimit(20)
	for i := range 1_000 {
		group.Go(func() error {
			method := []string{http.MethodGet, http.MethodHead}[i%2]
			r, err := http.NewRequestWithContext(t.Context(), method, s.url+paths[i%len(paths)], nil)
			if err != nil {
				return err
			}
			r.Header = scanners[i%len(scanners)].Clone()
			res, err := http.DefaultClient.Do(r)
			if err != nil {
				return err
			}
			if res.StatusCode >= http.StatusInternalServerError || res.StatusCode == http.StatusMethodNotAllowed {
				return fmt.Errorf("%s %s: %s", method, paths[i%len(paths)], res.Status)
			}
			return res.Body.Close()
		})
	}
	require.NoError(t, group.Wait())
	require.Equal(t, before, everything(t, url))
	require.Equal(t, http.StatusCreated, s.post(s.link(ada+1, link.Answer), "source", "friend").status, "and nothing is used up")
	require.NotEqual(t, before, everything(t, url), "a trace would have been seen")
}
