package ledger_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

func about(kind ledger.Kind, key string) func(*http.Request) (ledger.Entry, bool) {
	return func(r *http.Request) (ledger.Entry, bool) {
		return ledger.Entry{Shop: demo, Kind: kind, Title: "told", Key: key}, r.URL.Path != "/private"
	}
}

// serve puts a recorded handler on the network.
func serve(t *testing.T, l *ledger.Ledger, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	r := ledger.Recorder{Ledger: l, About: about(ledger.Admin, "")}
	server := httptest.NewServer(r.Handler(h))
	t.Cleanup(server.Close)
	return server
}

// only waits for the one entry to be over.
func only(t *testing.T, l *ledger.Ledger) ledger.Entry {
	t.Helper()
	var entries []ledger.Entry
	require.Eventually(t, func() bool {
		entries, _ = l.List(ledger.Filter{})
		return len(entries) == 1 && entries[0].State != ledger.Busy
	}, 10*time.Second, time.Millisecond)
	return entries[0]
}

func TestAnIncomingRequestIsRecordedAndUntouched(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	long := strings.Repeat("a", ledger.MaxBody) + "tail"
	server := serve(t, l, func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		require.Equal(t, long, string(text))
		ledger.Note(r.Context(), func(e *ledger.Entry) {
			e.Title, e.Cost, e.Subjects = "Askwell tagged Ada", &ledger.Cost{Requested: 10, Actual: 9}, []string{ada}
		})
		w.Header().Set("X-Answer", "yes")
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(`{"access_token":"shpat_0123456789abcdef"}`))
	})
	answer, err := http.Post(server.URL+"/a?b=c&hmac=0123456789abcdef", "text/plain", strings.NewReader(long))
	require.NoError(t, err)
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, `{"access_token":"shpat_0123456789abcdef"}`, string(text))

	e := only(t, l)
	require.Equal(t, "Askwell tagged Ada", e.Title)
	require.Equal(t, ledger.OK, e.State)
	require.Equal(t, "POST", e.Method)
	require.Equal(t, "/a?b=c&hmac=…", e.URL)
	require.Equal(t, http.StatusCreated, e.Status)
	require.Positive(t, e.Took)
	require.Equal(t, &ledger.Cost{Requested: 10, Actual: 9}, e.Cost)
	require.True(t, e.Request.Cut)
	require.Equal(t, int64(len(long)), e.Request.Bytes)
	require.Equal(t, server.Listener.Addr().String(), e.Request.Headers.Get("Host"))
	require.Equal(t, `{"access_token":"shpat_…cdef"}`, e.Answer.Body)
	require.Equal(t, "yes", e.Answer.Headers.Get("X-Answer"))
}

func TestWhatIsNotWantedIsNotRecorded(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	server := serve(t, l, func(_ http.ResponseWriter, r *http.Request) {
		ledger.Note(r.Context(), func(*ledger.Entry) { t.Error("nothing is recorded") })
	})
	_, err := http.Get(server.URL + "/private")
	require.NoError(t, err)
	entries, _ := l.List(ledger.Filter{})
	require.Empty(t, entries)
}

func TestAStreamPassesWhileItIsRecorded(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	more := make(chan struct{})
	server := serve(t, l, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("one"))
		require.NoError(t, http.NewResponseController(w).Flush())
		<-more
		_, _ = w.Write([]byte(" two"))
	})
	answer, err := http.Get(server.URL)
	require.NoError(t, err)
	first := make([]byte, 3)
	_, err = io.ReadFull(answer.Body, first)
	require.NoError(t, err)
	entries, _ := l.List(ledger.Filter{})
	require.Equal(t, ledger.Busy, entries[0].State)
	close(more)
	_, err = io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, "one two", only(t, l).Answer.Body)
}

func TestAHandlerThatHangsUpIsSeenToDoSo(t *testing.T) {
	t.Parallel()
	for name, hangUp := range map[string]func(http.ResponseWriter){
		"hung up without an answer": func(w http.ResponseWriter) {
			conn, _, err := http.NewResponseController(w).Hijack()
			require.NoError(t, err)
			_ = conn.Close()
		},
		"cut off": func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		l := newLedger(ledger.Options{})
		server := serve(t, l, func(w http.ResponseWriter, _ *http.Request) { hangUp(w) })
		_, err := http.Get(server.URL)
		require.Error(t, err)
		e := only(t, l)
		require.Equal(t, ledger.Failed, e.State)
		require.Zero(t, e.Status)
		require.Equal(t, name, e.Detail)
	}
}

func TestAHandlerThatWritesNothingAnswers200(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	_, err := http.Get(serve(t, l, func(http.ResponseWriter, *http.Request) {}).URL)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, only(t, l).Status)
}

// client records what it sends.
func client(l *ledger.Ledger, key string) *http.Client {
	r := ledger.Recorder{Ledger: l, About: about(ledger.Webhook, key)}
	return &http.Client{Transport: r.Transport(http.DefaultTransport)}
}

func TestAnOutgoingRequestIsRecordedAndUntouched(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		require.Equal(t, "hello", string(text))
		require.Equal(t, int64(5), r.ContentLength)
		if r.URL.Path == "/again" {
			http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = z.Write([]byte("welcome"))
		_ = z.Close()
	}))
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/here", bytes.NewReader([]byte("hello")))
	require.NoError(t, err)
	req.Header.Set("Accept-Encoding", "gzip") // asked for by hand, it stays packed
	answer, err := client(l, "").Do(req)
	require.NoError(t, err)
	entries, _ := l.List(ledger.Filter{})
	require.Equal(t, ledger.Busy, entries[0].State, "the answer is not read yet")
	packed, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, byte(0x1f), packed[0])
	e := only(t, l)
	require.Equal(t, "hello", e.Request.Body)
	require.Equal(t, "welcome", e.Answer.Body)
	require.Equal(t, int64(len(packed)), e.Answer.Bytes)
	require.Equal(t, server.URL+"/here", e.URL)

	l.Clear("")
	answer, err = client(l, "").Post(server.URL+"/again", "text/plain", strings.NewReader("hello"))
	require.NoError(t, err)
	_ = answer.Body.Close()
	entries, _ = l.List(ledger.Filter{})
	require.Len(t, entries, 2, "a redirect is a request of its own")
	require.Equal(t, "hello", entries[1].Request.Body)
}

func TestAttemptsOfOneThingAreOneEntry(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if calls++; calls == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	c := client(l, "delivery-1")
	for range 2 {
		answer, err := c.Post(server.URL, "application/json", strings.NewReader("{}"))
		require.NoError(t, err)
		_ = answer.Body.Close()
	}
	e := only(t, l)
	require.Equal(t, ledger.OK, e.State)
	require.Len(t, e.Attempts, 2)
	require.Equal(t, []int{503, 200}, []int{e.Attempts[0].Status, e.Attempts[1].Status})

	l.Revise(demo, "delivery-1", func(e *ledger.Entry) { e.State, e.Detail = ledger.Waiting, "again in 5 s" })
	require.Equal(t, ledger.Waiting, only(t, l).State)
	server.Close()
	_, err := c.Post(server.URL, "application/json", strings.NewReader("{}"))
	require.Error(t, err)
	e = only(t, l)
	require.Equal(t, ledger.Failed, e.State)
	require.Contains(t, e.Attempts[2].Note, "refused")
}

func TestACancelledRequestIsAFailure(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	_, err = client(l, "").Do(req)
	require.Error(t, err)
	require.Equal(t, ledger.Failed, only(t, l).State)
}
