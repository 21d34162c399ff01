package double_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

type held struct{ Calls int }

// shop is a vendor that counts calls, at most three in a minute.
type shop struct {
	*double.Desk[held]
	url string
	now time.Time
	mu  sync.Mutex
}

func (s *shop) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *shop) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

func open(t *testing.T, limits ...double.Limit) *shop {
	t.Helper()
	s := &shop{now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	s.Desk = double.NewDesk(s.clock, func(string, time.Time) held { return held{} })
	server := httptest.NewServer(s.Handler(double.Vendor[held]{
		Account: func(r *http.Request, _ []byte) string { return r.Header.Get("Key") },
		Answer: func(c *double.Call[held]) double.Answer {
			if ok, _, after := c.Allow(limits...); !ok {
				return double.Answer{Status: 429, Header: map[string]string{"Wait": after.String()}}
			}
			c.State.Calls++
			return double.Answer{Status: 200, Body: map[string]bool{"liar": c.Liar}}
		},
		Refuse: func(r double.Refusal, _ time.Duration) double.Answer {
			return double.Answer{Status: 400, Body: []byte(r)}
		},
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	s.Open("demo")
	return s
}

// call says what came back, "" for a connection that was hung up on.
func (s *shop) call(t *testing.T, key string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url, strings.NewReader("{}"))
	require.NoError(t, err)
	request.Header.Set("Key", key)
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return ""
	}
	defer answer.Body.Close()
	text := make([]byte, 100)
	n, _ := answer.Body.Read(text)
	return answer.Status[:3] + " " + string(text[:n]) + answer.Header.Get("Wait")
}

func (s *shop) calls() (n int) {
	s.Look("demo", func(h *held) { n = h.Calls })
	return n
}

func TestADoubleMisbehavesAsItIsTold(t *testing.T) {
	t.Parallel()
	const fine = `200 {"liar":false}`
	for name, one := range map[string]struct {
		trouble integrations.Trouble
		answer  string
		done    int
	}{
		"not at all":  {integrations.Trouble{}, fine, 1},
		"down":        {integrations.Trouble{Down: true}, "", 0},
		"lossy":       {integrations.Trouble{LostAnswers: 1}, "", 1},
		"broken":      {integrations.Trouble{Errors: 1}, "400 broken", 0},
		"busy":        {integrations.Trouble{Busy: true}, "400 busy", 0},
		"revoked":     {integrations.Trouble{Revoked: true}, "400 unauthorized", 0},
		"forbidden":   {integrations.Trouble{Forbidden: true}, "400 forbidden", 0},
		"a liar":      {integrations.Trouble{Liar: true}, `200 {"liar":true}`, 1},
		"slow":        {integrations.Trouble{LatencyMS: 30}, fine, 1},
		"down, first": {integrations.Trouble{Down: true, Revoked: true}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			s.Trouble("demo", one.trouble)
			begun := time.Now()
			require.Equal(t, one.answer, s.call(t, "demo"))
			require.Equal(t, one.done, s.calls())
			require.GreaterOrEqual(t, time.Since(begun), time.Duration(one.trouble.LatencyMS)*time.Millisecond)
			s.Trouble("demo", integrations.Trouble{})
			require.Equal(t, fine, s.call(t, "demo"))
		})
	}
}

func TestAnAccountIsItsOwn(t *testing.T) {
	t.Parallel()
	s := open(t)
	require.Equal(t, "400 unauthorized", s.call(t, "other"))
	s.Open("other")
	s.Trouble("other", integrations.Trouble{Down: true})
	require.Equal(t, "", s.call(t, "other"))
	require.NotEmpty(t, s.call(t, "demo"))
	s.Open("demo")
	require.Equal(t, 1, s.calls(), "one that is there stays as it is")
	s.Reset()
	require.False(t, s.Look("demo", func(*held) {}))
	require.Equal(t, "400 unauthorized", s.call(t, "demo"))
}

func TestAFixedWindowEndsAllAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t, double.Limit{Name: "minute", Most: 3, Per: time.Minute})
	for range 3 {
		require.Contains(t, s.call(t, "demo"), "200")
		s.pass(10 * time.Second)
	}
	require.Equal(t, "429 30s", s.call(t, "demo"))
	s.pass(30 * time.Second)
	for range 3 {
		require.Contains(t, s.call(t, "demo"), "200")
	}
	require.Equal(t, "429 1m0s", s.call(t, "demo"))
}

func TestASlidingWindowForgetsEachCallByItself(t *testing.T) {
	t.Parallel()
	s := open(t, double.Limit{Name: "minute", Most: 3, Per: time.Minute, Sliding: true})
	for range 3 {
		require.Contains(t, s.call(t, "demo"), "200")
		s.pass(10 * time.Second)
	}
	require.Equal(t, "429 30s", s.call(t, "demo"))
	s.pass(30 * time.Second)
	require.Contains(t, s.call(t, "demo"), "200")
	require.Equal(t, "429 10s", s.call(t, "demo"))
}

func TestACallIsBookedAgainstAllLimitsOrNone(t *testing.T) {
	t.Parallel()
	s := open(t, double.Limit{Name: "second", Most: 1, Per: time.Second}, double.Limit{Name: "minute", Most: 2, Per: time.Minute})
	require.Contains(t, s.call(t, "demo"), "200")
	for range 5 {
		require.Equal(t, "429 1s", s.call(t, "demo"), "a refusal uses up nothing")
	}
	s.pass(time.Second)
	require.Contains(t, s.call(t, "demo"), "200")
	require.Equal(t, "429 59s", s.call(t, "demo"), "the longest wait counts")
}

func TestAHostIsAnsweredForByItsNameOrItsEnd(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"api.example.com": true, "us6.api.example.net": true, "api.example.net": false, "example.com": false, "api.example.com.evil.org": false, "": false,
	} {
		require.Equal(t, want, double.Answers(hosts{}, host), host)
	}
}

type hosts struct{ integrations.Double }

func (hosts) Hosts() []string { return []string{"api.example.com", "*.api.example.net"} }

func TestWhatAnAccountHoldsIsShownAsJSON(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.Look("demo", func(h *held) { h.Calls = 7 })
	require.Equal(t, json.RawMessage(`{"Calls":7}`), s.State("demo"))
	s.Look("demo", func(h *held) { h.Calls = 8 })
	require.Equal(t, json.RawMessage(`{"Calls":8}`), s.State("demo"))
}
