package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// Lists that grow are walked page by page, the newest first, without gaps or repeats, also
// where several came in one moment.
func TestWhatGrowsIsReadPageByPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for n := range 7 {
		b.exec(fmt.Sprintf(`INSERT INTO runs (shop_id, id, destination_id, kind, state, created_at, finished_at) VALUES ('%s', '0%d', 'shopify', 'backfill', 'done', %d, 1)`, demo, n, n))
		b.exec(fmt.Sprintf(`INSERT INTO privacy_requests (shop_id, id, topic, customer_id, requested_at, due_at) VALUES ('%s', 'r/%d', 'customers/data_request', 1, %d, 9)`, demo, n, 1+n/3))
		b.exec(fmt.Sprintf(`INSERT INTO erasures (shop_id, id, request_id, subject, counts, requested_at, due_at, erased_at) VALUES ('%s', 'e%d', '', 's', '{}', 1, 2, %d)`, demo, n, 1+n/3))
	}
	for path, key := range map[string]string{"/runs": "runs", "/privacy/requests": "requests", "/privacy/erasures": "erasures"} {
		var ids []any
		cursor, pages := "", 0
		for ; pages == 0 || cursor != ""; pages++ {
			var page map[string]any
			require.Equal(t, http.StatusOK, b.call("GET", path+"?limit=2&cursor="+url.QueryEscape(cursor), demo, nil, &page), path)
			for _, one := range page[key].([]any) {
				ids = append(ids, one.(map[string]any)["id"])
			}
			cursor, _ = page["next"].(string)
		}
		require.Equal(t, 4, pages, path)
		require.Len(t, ids, 7, path)
		for n := range 6 {
			require.Greater(t, ids[n], ids[n+1], path)
		}
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", path+"?cursor=WyJrZXlzIl0", demo, nil, nil), "another list's")
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", path+"?limit=101", demo, nil, nil))
	}
}
