package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// list is a page of a list, and where the next one is said to be.
func (b *bench) list(path, of string) (names []string, next string) {
	b.Helper()
	answer, text := b.conditional("GET", path, "X", "x", nil)
	require.Equal(b, http.StatusOK, answer.StatusCode, string(text))
	var page told
	jsonOf(b.T, text, &page)
	next, _ = page["next"].(string)
	require.Equal(b, next != "", strings.HasSuffix(answer.Header.Get("Link"), `>; rel="next"`), path)
	require.Equal(b, next != "", strings.Contains(answer.Header.Get("Link"), url.QueryEscape(next)) && next != "", path)
	for _, one := range page[of].([]any) {
		for _, key := range []string{"id", "handle", "name", "question", "key"} {
			if name, ok := one.(told)[key].(string); ok {
				names = append(names, name)
				break
			}
		}
	}
	return names, next
}

// furnished is a shop with some of everything that is listed.
func furnished(t *testing.T) (*bench, survey) {
	b := newBench(t, built)
	b.install(demo)
	b.connected()
	for n := range 5 {
		handle := fmt.Sprintf("h%d", n)
		require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document(handle)}, nil))
		require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": handle}, nil))
		require.Equal(t, http.StatusCreated, b.call("POST", "/responses/views", demo, told{"name": "Löwe & <b> " + handle, "filter": told{}}, nil))
		require.NoError(t, b.store.AddDestination(t.Context(), demo, app.DestinationID("more-"+handle), "tool"))
		_, err := b.store.CreateExport(t.Context(), demo, app.Export{Format: app.ExportCSV, Filter: []byte("{}")})
		require.NoError(t, err)
		b.exec("UPDATE exports SET state = 'done'")
	}
	b.exec("UPDATE surveys SET created_at = 7") // all in one moment
	b.exec("UPDATE rewards SET created_at = 7")
	made := b.published(document("heard"))
	for _, said := range []string{"my sister", "TikTok", "a lamp post", "the radio", "zebras"} {
		b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `{"other":"`+said+`"}`, time.Now())
	}
	return b, made
}

// Every list is read page by page, without gaps or repeats and in its order, and in one
// where it fits into that.
func TestEveryListComesInPages(t *testing.T) {
	t.Parallel()
	b, made := furnished(t)
	for path, of := range map[string]string{
		"/responses/written": "questions", "/facts/questions": "questions", "/surveys/" + string(made.ID) + "/written/source": "groups",
		"/surveys": "surveys", "/rewards": "rewards", "/destinations": "destinations", "/exports": "exports", "/responses/views": "views",
		"/templates": "templates", "/providers": "providers", "/facts": "facts",
	} {
		whole, next := b.list(path+"?limit=100", of)
		require.Empty(t, next, path)
		require.True(t, len(whole) >= 5 || of == "providers" || of == "questions", path)
		var parts []string
		pages := 0
		for cursor := ""; pages == 0 || cursor != ""; pages++ {
			var names []string
			names, cursor = b.list(path+"?limit=2&cursor="+url.QueryEscape(cursor), of)
			require.LessOrEqual(t, len(names), 2, path)
			parts = append(parts, names...)
		}
		require.Equal(t, whole, parts, path)
		require.Equal(t, (len(whole)+1)/2, pages, path)
		for _, wrong := range []string{"limit=101", "limit=0", "cursor=WyJrZXlzIl0", "cursor=%00", "cursor=" + strings.Repeat("x", 401)} {
			require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", path+"?"+wrong, demo, nil, nil), "%s %s", path, wrong)
		}
	}
	newest, _ := b.list("/surveys", "surveys")
	require.IsDecreasing(t, newest)
}

// Where the last of a page has gone meanwhile, the next one leaves nothing out.
func TestAPageBeginsWhereTheOneBeforeEndedThoughItsLastHasGone(t *testing.T) {
	t.Parallel()
	b, _ := furnished(t)
	for path, of := range map[string]string{"/responses/views": "views", "/exports": "exports"} {
		whole, _ := b.list(path, of)
		_, next := b.list(path+"?limit=2", of)
		require.Equal(t, http.StatusOK, b.call("DELETE", path+"/"+whole[1], demo, nil, nil))
		rest, _ := b.list(path+"?cursor="+url.QueryEscape(next), of)
		require.Equal(t, whole[2:], rest, path)
	}
}
