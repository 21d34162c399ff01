package brevo_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/brevo/double"
)

func TestAllListsAreReadPageByPage(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.account(t, func(a *double.Account) {
		for i := range 118 {
			a.Lists = append(a.Lists, double.List{ID: int64(100 + i), Name: "List " + strconv.Itoa(i)})
		}
	})
	all, err := w.Connect(t).(integrations.Cataloguer).Catalogue(t.Context())
	require.NoError(t, err)
	require.Len(t, all.Lists, 120)
}

func TestTheHundredCallsAnHourAreNotNeededForAMapping(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	conn := w.Connect(t)
	for range 100 {
		require.NoError(t, conn.Check(t.Context()))
	}
	err := conn.Check(t.Context())
	require.True(t, app.Is(err, app.Throttled), "%v", err)
	all, err := conn.(integrations.Cataloguer).Catalogue(t.Context())
	require.NoError(t, err)
	require.Empty(t, all.Account)
	require.NotEmpty(t, all.Lists)
	w.Pass(t, time.Hour)
	require.NoError(t, conn.Check(t.Context()))
}

func TestTheEleventhCallOfASecondWaitsAsLongAsBrevoSays(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	var at atomic.Int64 // the double's second does not pass by itself
	d := double.New(func() time.Time { return time.Unix(at.Load(), 0) })
	settings := d.Open("one")
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	call := func() *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/v3/contacts/lists", nil)
		require.NoError(t, err)
		r.Header.Set("Api-Key", settings["api_key"])
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		return answer
	}
	for i := range 10 {
		answer := call()
		require.Equal(t, http.StatusOK, answer.StatusCode)
		require.Equal(t, strconv.Itoa(9-i), answer.Header.Get("X-Sib-Ratelimit-Remaining"))
	}
	refused := call()
	require.Equal(t, http.StatusTooManyRequests, refused.StatusCode)
	require.Equal(t, "1", refused.Header.Get("X-Sib-Ratelimit-Reset"))
	require.Empty(t, refused.Header.Get("Retry-After"))
	at.Add(1)
	require.Equal(t, http.StatusOK, call().StatusCode)

	w.Double.Trouble("stage", integrations.Trouble{Busy: true})
	o := w.apply(t, integrations.Change{Subject: ada, JoinLists: []string{"5"}})
	require.Equal(t, integrations.Throttled, o.Class)
	require.Equal(t, time.Second, o.After)
}
