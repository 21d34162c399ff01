package mailchimp_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

func TestOnlyThreeCallsAreUnderWayAtOnce(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.Double.Trouble("stage", integrations.Trouble{LatencyMS: 5})
	var changes []integrations.Change
	for _, name := range strings.Split("abcdefghijklmnopqrst", "") {
		changes = append(changes, integrations.Change{Subject: integrations.Subject{Email: name + "@example.com"}, AddTags: []string{"quiz"}})
	}
	for _, o := range w.Connect(t).Apply(t.Context(), changes) {
		require.Equal(t, integrations.OK, o.Class, o.Reason)
	}
	require.Equal(t, 3, w.chimp.Peak("stage"))
}

// base is where the double can be called by hand.
func (w town) base(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(w.Double)
	t.Cleanup(server.Close)
	return server.URL
}

// crowd are so many calls at once, and how often each status came back.
func crowd(t *testing.T, w town, n int) map[int]int {
	t.Helper()
	w.Double.Trouble("stage", integrations.Trouble{LatencyMS: 200})
	base := w.base(t)
	var mu sync.Mutex
	got := map[int]int{}
	var calls sync.WaitGroup
	for range n {
		calls.Go(func() {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/3.0/ping", nil)
			if err != nil {
				t.Error(err)
				return
			}
			r.SetBasicAuth("any", w.Settings["api_key"])
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			body, err := io.ReadAll(answer.Body)
			mu.Lock()
			defer mu.Unlock()
			if got[answer.StatusCode]++; err != nil || answer.StatusCode == http.StatusForbidden && len(body) > 0 {
				t.Error("the refusal at high volume is bare", err)
			}
		})
	}
	calls.Wait()
	return got
}

func TestABareForbiddenIsAThrottleAndOneWithWordsIsNot(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.Double.Trouble("stage", integrations.Trouble{Busy: true})
	o := w.apply(t, integrations.Change{Subject: ada, AddTags: []string{"quiz"}})
	require.Equal(t, integrations.Throttled, o.Class)
	require.Equal(t, 10*time.Second, o.After)
	w.Double.Trouble("stage", integrations.Trouble{Forbidden: true})
	require.Equal(t, integrations.Scope, w.apply(t, integrations.Change{Subject: ada, AddTags: []string{"quiz"}}).Class)
}

func TestTheEleventhCallAtOnceIsRefusedAndAFloodWithoutAWord(t *testing.T) {
	t.Parallel()
	got := crowd(t, play(t, nil), 14)
	require.Equal(t, map[int]int{http.StatusOK: 10, http.StatusTooManyRequests: 4}, got)
	got = crowd(t, play(t, nil), 40)
	require.Equal(t, map[int]int{http.StatusOK: 10, http.StatusTooManyRequests: 10, http.StatusForbidden: 20}, got)
}

func TestTheDoubleRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base(t)+"/3.0/campaigns", nil)
	require.NoError(t, err)
	r.SetBasicAuth("any", w.Settings["api_key"])
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer answer.Body.Close()
	require.Equal(t, http.StatusNotFound, answer.StatusCode)
	require.Contains(t, answer.Header.Get("Content-Type"), "application/problem+json")
	var said struct{ Title string }
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&said))
	require.Equal(t, "Resource Not Found", said.Title)
}
