package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// lockedBuffer is a command's output while it runs.
type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// running is a sandbox started by its own command.
type running struct {
	t         *testing.T
	shop, app string // addresses
	output    *lockedBuffer
}

var announced = regexp.MustCompile(`The shop\s+(http\S+)[\s\S]*The app\s+(http\S+)`)

// startSandbox runs `askwell sandbox` on free ports until the test ends.
func startSandbox(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	output, ended := &lockedBuffer{}, make(chan int, 1)
	args = append([]string{"sandbox", "--app-addr", "127.0.0.1:0", "--shop-addr", "127.0.0.1:0", "--manifest", "../../shopify.app.toml"}, args...)
	go func() { ended <- execute(ctx, args, func(string) string { return "" }, output) }()
	t.Cleanup(func() {
		cancel()
		require.Zero(t, <-ended, output.String())
	})
	var found []string
	require.Eventually(t, func() bool {
		found = announced.FindStringSubmatch(output.String())
		return found != nil || len(ended) > 0
	}, patience, 20*time.Millisecond)
	require.NotNil(t, found, output.String())
	return &running{t: t, shop: found[1], app: found[2], output: output}
}

// customer is what the sandbox's state says of a customer.
type customer struct {
	ID         string
	Email      string
	Tags       []string
	Metafields map[string]metafield
}

type metafield struct{ Type, Value string }

type order struct {
	ID, Name, Customer string
	Metafields         map[string]metafield
}

type shopState struct {
	Domain     string
	Installed  bool
	Metafields map[string]metafield
	Customers  []customer
	Orders     []order
	Calls      []struct{ Operation string }
	Webhooks   []struct {
		ID, Topic string
		Status    int
	}
}

// state is the demo shop as the sandbox's control API tells it.
func (r *running) state() shopState {
	r.t.Helper()
	return r.stateOf("demo-shop.myshopify.com")
}

func (r *running) stateOf(shop string) shopState {
	r.t.Helper()
	var all struct{ Shops []shopState }
	r.get(r.shop+"/_sandbox/state?shop="+shop, &all)
	require.Len(r.t, all.Shops, 1)
	return all.Shops[0]
}

func (s shopState) customer(email string) customer {
	for _, c := range s.Customers {
		if c.Email == email {
			return c
		}
	}
	return customer{}
}

func (s shopState) order(id string) order {
	for _, o := range s.Orders {
		if o.ID == id {
			return o
		}
	}
	return order{}
}

// number is the number at the end of a global id.
func number(gid string) string { return gid[strings.LastIndex(gid, "/")+1:] }

func (r *running) get(url string, into any) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, url, nil)
	require.NoError(r.t, err)
	r.answer(request, http.StatusOK, into)
}

// post sends JSON and expects a status.
func (r *running) post(url, body string, status int, into any) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, url, strings.NewReader(body))
	require.NoError(r.t, err)
	request.Header.Set("Content-Type", "application/json")
	r.answer(request, status, into)
}

func (r *running) answer(request *http.Request, status int, into any) {
	r.t.Helper()
	response, err := http.DefaultClient.Do(request)
	require.NoError(r.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(r.t, err)
	require.Equal(r.t, status, response.StatusCode, string(text))
	if into != nil {
		require.NoError(r.t, json.Unmarshal(text, into), string(text))
	}
}

// response is one line of the admin's list of responses.
type response struct {
	ID         string
	Answers    []struct{ Values []string }
	Deliveries []struct {
		State    string
		Reason   string
		Attempts []struct{ Class string }
	}
}

// responses reads the admin's list of responses to its end.
func (r *running) responses() (all []response) {
	r.t.Helper()
	for cursor := ""; ; {
		var page struct {
			Responses []response
			Next      string
		}
		r.asMerchant(http.MethodGet, "/api/v1/responses?limit=100&cursor="+url.QueryEscape(cursor), nil, http.StatusOK, &page)
		all = append(all, page.Responses...)
		if cursor = page.Next; cursor == "" {
			return all
		}
	}
}

// asMerchant calls the admin's API with a session token.
func (r *running) asMerchant(method, path string, body []byte, status int, into any) {
	r.t.Helper()
	var token struct{ Token string }
	r.post(r.shop+"/_sandbox/tokens", `{"kind":"admin"}`, http.StatusOK, &token)
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.app+path, bytes.NewReader(body))
	require.NoError(r.t, err)
	request.Header.Set("Authorization", "Bearer "+token.Token)
	request.Header.Set("Content-Type", "application/json")
	r.answer(request, status, into)
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	for _, command := range []string{
		"serve", "migrate up", "migrate status", "sandbox", "doctor", "survey export", "survey plan", "survey apply",
		"deliveries list", "deliveries replay", "deliveries undo", "privacy export", "privacy import", "privacy erase", "privacy verify",
	} {
		var out bytes.Buffer
		code := execute(t.Context(), append(strings.Fields(command), "--help"), os.Getenv, &out)
		require.Zero(t, code, command)
		require.Contains(t, out.String(), "Usage: askwell "+strings.Fields(command)[0], command)
	}
}

func TestAnUnknownCommandIsRefused(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NotZero(t, execute(t.Context(), []string{"serv"}, os.Getenv, &out))
	require.Contains(t, out.String(), "serv")
}
