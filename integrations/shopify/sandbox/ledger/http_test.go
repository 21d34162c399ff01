package ledger_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

// open serves a ledger with a server's usual timeouts, which must not end a
// stream.
func open(t *testing.T) (*ledger.Ledger, string) {
	t.Helper()
	l := newLedger(ledger.Options{Known: func(shop string) bool { return shop == demo }})
	server := httptest.NewUnstartedServer(l.Handler())
	server.Config.ReadTimeout, server.Config.WriteTimeout = 200*time.Millisecond, 200*time.Millisecond
	server.Start()
	t.Cleanup(func() {
		l.Close()
		server.Close()
	})
	return l, server.URL + "/_sandbox/ledger"
}

func ask(t *testing.T, method, url, body string, headers ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, string(text)
}

func TestTheListTellsOfEverything(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "older"})
	l.Record(ledger.Entry{
		Shop: demo, Kind: ledger.Admin, Title: "Askwell tagged Ada", Detail: "tagsAdd", State: ledger.OK, Method: "POST", URL: "/admin/api", Status: 200,
		Took: 12345 * time.Microsecond, Cost: &ledger.Cost{Requested: 11, Actual: 10}, Subjects: []string{ada}, Link: "/admin/customers/1",
		Request: ledger.Message{Headers: http.Header{"Accept": {"*/*"}}, Body: "{}"}, Answer: ledger.Message{Body: `{"data":1}`},
	})
	status, text := ask(t, "GET", url+"?limit=1&kind=admin,webhook&customer="+ada, "")
	require.Equal(t, 200, status)
	require.JSONEq(t, `{"entries":[{"id":2,"at":"2026-11-22T10:00:00Z","shop":"demo-shop.myshopify.com","kind":"admin","from":"Askwell","to":"Shopify",
		"title":"Askwell tagged Ada","detail":"tagsAdd","state":"ok","method":"POST","url":"/admin/api","status":200,"ms":12.35,"cost":{"requested":11,"actual":10},
		"request":{"headers":{"Accept":["*/*"]},"body":"{}","bytes":2},"answer":{"body":"{\"data\":1}","bytes":10},
		"subjects":["gid://shopify/Customer/1"],"link":"/admin/customers/1"}],"next":null}`, text)
	_, text = ask(t, "GET", url+"?limit=1&brief", "")
	require.NotContains(t, text, "request\"")
	require.Contains(t, text, `"next":2`)
	_, text = ask(t, "GET", url+"?before=2", "")
	require.Contains(t, text, "older")
	status, text = ask(t, "GET", url+"/2", "")
	require.Equal(t, 200, status)
	require.Contains(t, text, `"bytes":10`)
	status, _ = ask(t, "GET", url+"/99", "")
	require.Equal(t, 404, status)
}

func TestAWrongQuestionIsRefused(t *testing.T) {
	t.Parallel()
	_, url := open(t)
	for _, query := range []string{"kind=nonsense", "customer=ada", "before=x", "limit=-1", "shop=example.com", "text=" + strings.Repeat("x", 300)} {
		status, text := ask(t, "GET", url+"?"+query, "")
		require.Equal(t, 400, status, query)
		require.Contains(t, text, `{"error":"`)
		status, _ = ask(t, "GET", url+"/stream?"+query, "")
		require.Equal(t, 400, status, query)
	}
}

const told = `{"shop":"demo-shop.myshopify.com","kind":"extension","surface":"thank-you","method":"POST","path":"/storefront/v1/responses","status":201,"ms":42.5,
	"request":{"id":1,"token":"0123456789abcdef0123"},"answer":"plain","about":"gid://shopify/Customer/1"}`

func TestABrowserTellsWhatItAsked(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	status, text := ask(t, "POST", url, told)
	require.Equal(t, 201, status, text)
	require.JSONEq(t, `{"id":1}`, text)
	e, _ := l.Find(1)
	require.Equal(t, "Ada answered on the thank-you page", e.Title)
	require.Equal(t, ledger.Extension, e.Kind)
	require.Equal(t, `{"id":1,"token":"…0123"}`, e.Request.Body)
	require.Equal(t, "plain", e.Answer.Body)
	require.Equal(t, 42500*time.Microsecond, e.Took)
	status, _ = ask(t, "POST", url, strings.NewReplacer("extension", "admin", "201", "0").Replace(told))
	require.Equal(t, 201, status)
	e, _ = l.Find(2)
	require.Equal(t, ledger.Embedded, e.Kind)
	require.Equal(t, ledger.Failed, e.State)
}

func TestARequestOfABrowserStandsBeforeWhatItSetOff(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	leaves := strings.NewReplacer(`{"shop"`, `{"call":"c1","busy":true,"shop"`, "201", "0").Replace(told)
	ends := strings.Replace(told, `{"shop"`, `{"call":"c1","shop"`, 1)
	status, text := ask(t, "POST", url, leaves)
	require.Equal(t, 201, status, text)
	e, _ := l.Find(1)
	require.Equal(t, ledger.Busy, e.State)
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "what it set off"})
	for _, late := range []string{ends, leaves} {
		_, text = ask(t, "POST", url, late)
		require.JSONEq(t, `{"id":1}`, text)
		e, _ = l.Find(1)
		require.Equal(t, ledger.OK, e.State)
		require.Equal(t, 201, e.Status)
	}
}

func TestAnOrderSaysWhoseRequestItWas(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{Concerned: func(_ string, ids []string) []string { return append(ids, ada) }})
	server := httptest.NewServer(l.Handler())
	t.Cleanup(server.Close)
	status, text := ask(t, "POST", server.URL+"/_sandbox/ledger", strings.Replace(told, "Customer/1", "Order/7", 1))
	require.Equal(t, 201, status, text)
	e, _ := l.Find(1)
	require.Equal(t, []string{ada, "gid://shopify/Order/7"}, e.Subjects)
	require.Equal(t, "Ada answered on the thank-you page", e.Title)
}

func TestWhatABrowserTellsIsChecked(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	for from, to := range map[string]string{
		`"kind":"extension"`:                  `"kind":"webhook"`,
		`"surface"`:                           `"surfaces"`,
		`thank-you`:                           `<script>`,
		`"POST"`:                              `"BREW"`,
		`"/storefront/v1/responses"`:          `"javascript:alert(1)"`,
		`201`:                                 `999`,
		`42.5`:                                `-1`,
		`gid://shopify/Customer/1`:            `ada`,
		`"plain"`:                             `"` + strings.Repeat("x", 300<<10) + `"`,
		`"about":"gid://shopify/Customer/1"}`: `"about":""} {}`,
		`"about"`:                             `"call":"../x","about"`,
	} {
		status, _ := ask(t, "POST", url, strings.Replace(told, from, to, 1))
		require.Equal(t, 400, status, to[:min(len(to), 50)])
	}
	status, _ := ask(t, "POST", url, strings.Replace(told, "demo-shop", "no-shop", 1))
	require.Equal(t, 404, status)
	status, _ = ask(t, "POST", url, told, "Content-Type", "text/plain")
	require.Equal(t, 400, status)
	status, _ = ask(t, "POST", url, told, "Origin", "https://elsewhere.test", "Sec-Fetch-Site", "cross-site")
	require.Equal(t, 403, status)
	entries, _ := l.List(ledger.Filter{})
	require.Empty(t, entries)
}

func TestDeleteClearsAShop(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	l.Record(ledger.Entry{Shop: demo})
	status, _ := ask(t, "DELETE", url, "")
	require.Equal(t, 400, status)
	status, _ = ask(t, "DELETE", url+"?shop="+demo, "")
	require.Equal(t, 204, status)
	entries, _ := l.List(ledger.Filter{})
	require.Empty(t, entries)
}

// event is one server-sent event.
type event struct{ name, id, data string }

// listen opens a stream; the channel gives its events.
func listen(t *testing.T, url, last string) (<-chan event, io.Closer) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	answer, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.Equal(t, "text/event-stream; charset=utf-8", answer.Header.Get("Content-Type"))
	events := make(chan event, 1000)
	go func() {
		defer close(events)
		var e event
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "event":
				e.name = value
			case "id":
				e.id = value
			case "data":
				e.data = value
				events <- e
				e = event{}
			}
		}
	}()
	t.Cleanup(func() { answer.Body.Close() })
	return events, answer.Body
}

func receive(t *testing.T, events <-chan event) event {
	t.Helper()
	select {
	case e, ok := <-events:
		require.True(t, ok, "the stream ended")
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("no event came")
		return event{}
	}
}

func TestAStreamResumesAfterTheLastEvent(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "first", Request: ledger.Message{Body: "body"}})
	events, stream := listen(t, url+"/stream?shop="+demo, "")
	require.Equal(t, event{name: "reset", data: `{"entries":1,"now":"2026-11-22T10:00:00Z"}`}, receive(t, events))
	seen := receive(t, events)
	require.Equal(t, "entry", seen.name)
	require.Contains(t, seen.data, `"title":"first"`)
	require.NotContains(t, seen.data, "body")
	require.NotEmpty(t, seen.id)
	time.Sleep(300 * time.Millisecond) // longer than the server's timeouts
	id := l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "second"})
	second := receive(t, events)
	require.Contains(t, second.data, `"title":"second"`)
	stream.Close()

	l.Update(id, func(e *ledger.Entry) { e.Title = "second, answered" })
	l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: "third"})
	events, _ = listen(t, url+"/stream?shop="+demo, second.id)
	require.Contains(t, receive(t, events).data, `"title":"second, answered"`)
	require.Contains(t, receive(t, events).data, `"title":"third"`)
	l.Clear(demo)
	require.Equal(t, "reset", receive(t, events).name)
	l.Close()
	_, more := <-events
	require.False(t, more, "a closed ledger lets its readers go")
}

func TestAReaderWhoReadsNothingHoldsNobody(t *testing.T) {
	t.Parallel()
	l, url := open(t)
	host := strings.TrimPrefix(strings.TrimSuffix(url, "/_sandbox/ledger"), "http://")
	conn, err := net.Dial("tcp", host)
	require.NoError(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "GET /_sandbox/ledger/stream HTTP/1.1\r\nHost: %s\r\n\r\n", host)
	require.NoError(t, err)
	started := time.Now()
	for range 5000 { // more than a socket holds
		l.Record(ledger.Entry{Shop: demo, Kind: ledger.Admin, Title: strings.Repeat("long ", 100), Detail: strings.Repeat("long ", 400)})
	}
	require.Less(t, time.Since(started), 5*time.Second)
	var answer struct{ Entries []struct{ ID int } }
	_, text := ask(t, "GET", url+"?limit=1&brief", "")
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	require.Equal(t, 5000, answer.Entries[0].ID)
}
