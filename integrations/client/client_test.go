package client_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

const (
	soon = 5 * time.Second
	tick = 5 * time.Millisecond
)

// to is a client all of whose calls lead to a handler.
func to(t *testing.T, handler http.HandlerFunc) *client.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return via(t, server.URL, client.Config{})
}

func via(t *testing.T, address string, c client.Config) *client.Client {
	t.Helper()
	base, err := url.Parse(address)
	require.NoError(t, err)
	c.Route = func(string) *url.URL { return base }
	return client.New(c)
}

var call = client.Request{Method: http.MethodPost, URL: "https://api.example.com/people", Body: map[string]string{"email": "ada@example.com"}}

// hangUp ends a connection without an answer.
func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func TestACallIsSentAsItIsAndItsAnswerComesBack(t *testing.T) {
	t.Parallel()
	by := to(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		require.Equal(t, `{"email":"ada@example.com"}`, string(body))
		require.Equal(t, "/people/a%2Fb%40c", r.URL.EscapedPath(), "a path is not written anew on its way")
		require.Equal(t, "x=1&y", r.URL.RawQuery)
		require.Equal(t, "k", r.Header.Get("Api-Key"))
		require.Equal(t, "application/json", r.Header.Get("Content-Type"))
		require.Equal(t, "Askwell", r.Header.Get("User-Agent"))
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte(`{"id":7}`))
	})
	r := call
	r.URL, r.Header = "https://api.example.com/people/a%2Fb%40c?x=1&y", http.Header{"Api-Key": {"k"}}
	answer, err := by.Do(t.Context(), r)
	require.NoError(t, err, "an answer of any status is none")
	require.Equal(t, http.StatusTeapot, answer.Status)
	var got struct{ ID int }
	require.NoError(t, answer.Decode(&got))
	require.Equal(t, 7, got.ID)
	require.True(t, app.Is(client.Response{Body: []byte("<html>")}.Decode(&got), app.Unavailable))
}

func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	t.Cleanup(inside.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		answer, err := to(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside.URL, status) }).Do(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, status, answer.Status)
		require.Equal(t, integrations.Bug, client.Outcome(answer, nil).Class)
	}
	require.Zero(t, followed.Load())
}

func TestAnAnswerIsBounded(t *testing.T) {
	t.Parallel()
	by := to(t, func(w http.ResponseWriter, _ *http.Request) {
		for range 5 {
			_, _ = w.Write(make([]byte, 1<<20))
		}
	})
	_, err := by.Do(t.Context(), call)
	require.True(t, client.Unheard(err), "it was done, and what came of it is not known")
	r := call
	r.Most = 1000
	answer, err := by.Do(t.Context(), r)
	require.NoError(t, err)
	require.Len(t, answer.Body, 1000)

	_, err = to(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("a", 1<<20))
	}).Do(t.Context(), call)
	require.True(t, app.Is(err, app.Unavailable), "headers, too")
}

func TestAnAnswerHasToBeThereInTime(t *testing.T) {
	t.Parallel()
	r := call
	r.Within = 100 * time.Millisecond
	for name, handler := range map[string]http.HandlerFunc{
		"silence": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"drop by drop": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("."))
				_ = http.NewResponseController(w).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(tick):
				}
			}
		},
	} {
		begun := time.Now()
		_, err := to(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then the server sees us go
			handler(w, r)
		}).Do(t.Context(), r)
		require.True(t, client.Unheard(err), name)
		require.Equal(t, integrations.Ambiguous, client.Outcome(client.Response{}, err).Class)
		require.Less(t, time.Since(begun), soon)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := to(t, hangUp).Do(ctx, call)
	require.Equal(t, integrations.Ambiguous, client.Outcome(client.Response{}, err).Class)
}

func TestWhatWasSentAndWhatWasNotIsToldApart(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	closed.Close()
	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	t.Cleanup(untrusted.Close)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	for name, one := range map[string]struct {
		by    *client.Client
		class integrations.Class
	}{
		"hung up on":        {to(t, hangUp), integrations.Ambiguous},
		"nobody there":      {via(t, "http://"+closed.Addr().String(), client.Config{}), integrations.Transient},
		"not to be trusted": {via(t, untrusted.URL, client.Config{}), integrations.Transient},
		"not secret":        {via(t, "https://"+plain.Listener.Addr().String(), client.Config{}), integrations.Transient},
		"no such name":      {client.New(client.Config{}).Resolve(leading(t, "::")), integrations.Config},
	} {
		_, err := one.by.Do(t.Context(), call)
		o := client.Outcome(client.Response{}, err)
		require.Equal(t, one.class, o.Class, "%s: %v", name, err)
		for _, told := range []string{"127.0.0.1", "api.example.com", "people", "ada"} {
			require.NotContains(t, err.Error()+o.Reason, told, name)
		}
	}
}

// A connection that the server has closed meanwhile is not used again: nothing was sent,
// and nothing may seem lost.
func TestAConnectionThatWentStaleIsNoLostAnswer(t *testing.T) {
	t.Parallel()
	var opened atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	server.Config.IdleTimeout = 30 * time.Millisecond
	closed := make(chan struct{}, 10)
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		switch s {
		case http.StateNew:
			opened.Add(1)
		case http.StateClosed:
			closed <- struct{}{}
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	by := via(t, server.URL, client.Config{})
	for range 5 {
		_, err := by.Do(t.Context(), call)
		require.NoError(t, err)
		<-closed
		time.Sleep(20 * time.Millisecond) // until our end has heard of it
	}
	require.EqualValues(t, 5, opened.Load())
}

func TestLogsTellNeitherWhatIsSaidNorAboutWhom(t *testing.T) {
	t.Parallel()
	var logged bytes.Buffer
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("bo@example.com")) }))
	t.Cleanup(server.Close)
	by := via(t, server.URL, client.Config{Logger: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	r := call
	r.URL, r.Header = "https://api.example.com/people/ada%40example.com?key=hush", http.Header{"Authorization": {"Bearer hush"}}
	r.Bucket.Key = "example/1/people"
	_, err := by.Do(t.Context(), r)
	require.NoError(t, err)
	require.Contains(t, logged.String(), "example/1/people")
	for _, told := range []string{"ada", "hush", "bo@", "api.example.com", server.URL} {
		require.NotContains(t, logged.String(), told)
	}
}

// pacer is a budget of so many calls.
type pacer struct {
	left int
	seen []integrations.Seen
	cost float64
}

func (p *pacer) Take(_ context.Context, _ integrations.Bucket, cost float64) (integrations.Ticket, error) {
	if p.left == 0 {
		return nil, app.ThrottledFor(time.Minute, "used up")
	}
	p.left, p.cost = p.left-1, cost
	return p, nil
}

func (p *pacer) Return(_ context.Context, s integrations.Seen) { p.seen = append(p.seen, s) }

func TestACallTakesItsTurnAndSaysWhatItSaw(t *testing.T) {
	t.Parallel()
	status := http.StatusOK
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	budget := &pacer{left: 3}
	by := via(t, server.URL, client.Config{Pacer: budget})
	r := call
	r.Bucket.Key = "example/1/people"
	_, err := by.Do(t.Context(), r)
	require.NoError(t, err)
	require.InDelta(t, 1, budget.cost, 0)
	status, r.Cost = http.StatusTooManyRequests, 5
	_, err = by.Do(t.Context(), r)
	require.NoError(t, err)
	require.InDelta(t, 5, budget.cost, 0)
	r.Seen = func(client.Response) integrations.Seen { return integrations.Seen{Known: true, Left: 3} }
	_, err = by.Do(t.Context(), r)
	require.NoError(t, err)
	require.Equal(t, []integrations.Seen{{}, {Throttled: true, After: 7 * time.Second}, {Known: true, Left: 3}}, budget.seen)
	_, err = by.Do(t.Context(), r)
	o := client.Outcome(client.Response{}, err)
	require.Equal(t, integrations.Throttled, o.Class)
	require.Equal(t, time.Minute, o.After)
	require.EqualValues(t, 3, calls.Load(), "who has no turn does not call")
}
