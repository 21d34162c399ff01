package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

func TestAShopperIsSeenAsSheStoodOnAnyDay(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	now := time.Now().UTC().Truncate(time.Second)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"friend"`, now.Add(-2*time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"podcast"`, now.Add(-time.Hour))
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7001, Email: "ada@example.com", At: now}))

	type view struct {
		At       time.Time
		Declared []struct {
			Question, Prompt, State string
			Values                  []string
			History                 []struct{ Values []string }
		}
		Observed struct{ Facts, Standing map[string]any }
		Contact  []told
	}
	see := func(as app.ShopID, query string) (v view, status int) {
		status = b.call("GET", "/people/7001/profile"+query, as, nil, &v)
		return v, status
	}
	v, status := see(demo, "")
	require.Equal(t, http.StatusOK, status)
	require.Len(t, v.Declared, 1)
	require.Equal(t, "fresh", v.Declared[0].State)
	require.Equal(t, []string{"A podcast"}, v.Declared[0].Values)
	require.Equal(t, []string{"A friend"}, v.Declared[0].History[0].Values)
	require.Equal(t, true, v.Observed.Facts["shopper.known"])
	require.NotContains(t, v.Contact[0]["value"], "ada@")

	v, _ = see(demo, "?at="+now.Add(-90*time.Minute).Format(time.RFC3339))
	require.Equal(t, []string{"A friend"}, v.Declared[0].Values)
	require.Empty(t, v.Declared[0].History)
	v, _ = see(demo, "?at=1999-01-01T00:00:00Z")
	require.Empty(t, v.Declared)

	_, status = see(demo, "?at=yesterday")
	require.Equal(t, http.StatusUnprocessableEntity, status)
	_, status = see(other, "")
	require.Equal(t, http.StatusNotFound, status)
}
