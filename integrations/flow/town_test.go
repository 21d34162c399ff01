package flow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const (
	demo   = app.ShopID("demo-shop.myshopify.com")
	key    = "0123456789abcdef0123456789abcdef"
	secret = "hush"
)

// town is a sandbox shop with our app and its triggers.
type town struct {
	app     *shopify.App
	url     string
	token   atomic.Pointer[string]
	refuses atomic.Bool // answers the Admin API with 403, as for a frozen shop
}

func newTown(t *testing.T) *town {
	t.Helper()
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:1", APIKey: key, Secret: secret, Manifest: manifest, Extensions: extensions.FS,
	})
	require.NoError(t, err)
	w, handler := new(town), box.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.refuses.Load() && strings.HasPrefix(r.URL.Path, "/admin/api/") {
			rw.WriteHeader(http.StatusForbidden)
			return
		}
		handler.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	w.app, err = shopify.New(shopify.Config{APIKey: key, Secret: secret, Base: base, Now: time.Now})
	require.NoError(t, err)
	w.install(t)
	return w
}

func (w *town) post(t *testing.T, path, body string, out any) {
	t.Helper()
	response, err := http.Post(w.url+path, "application/json", bytes.NewBufferString(body))
	require.NoError(t, err)
	defer response.Body.Close()
	require.Less(t, response.StatusCode, 300, path)
	if out != nil {
		require.NoError(t, json.NewDecoder(response.Body).Decode(out))
	}
}

func (w *town) install(t *testing.T) {
	t.Helper()
	var minted struct{ Token string }
	w.post(t, "/_sandbox/tokens", `{"kind":"admin"}`, &minted)
	access, err := w.app.Exchange(t.Context(), demo, minted.Token)
	require.NoError(t, err)
	w.token.Store(&access.Token)
}

// Token implements shopify.Tokens.
func (w *town) Token(context.Context, app.ShopID) (string, error) { return *w.token.Load(), nil }

// Refused implements shopify.Tokens.
func (*town) Refused(context.Context, app.ShopID, string) error { return nil }

// heard is what Flow was told of a customer.
func (w *town) heard(t *testing.T, s integrations.Subject) integrationtest.State {
	t.Helper()
	response, err := http.Get(w.url + "/_sandbox/state?shop=" + string(demo))
	require.NoError(t, err)
	defer response.Body.Close()
	var state struct {
		Shops []struct {
			Flow []struct {
				Trigger string
				Payload struct {
					Customer app.CustomerID `json:"customer_id"`
					Event    string         `json:"Event id"`
				}
			}
		}
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&state))
	var held integrationtest.State
	for _, run := range state.Shops[0].Flow {
		if run.Payload.Customer == s.Customer {
			held.Events = append(held.Events, integrations.Event{ID: run.Payload.Event, Name: integrations.EventName(run.Trigger)})
		}
	}
	return held
}

func (w *town) fault(t *testing.T, f integrationtest.Fault) {
	t.Helper()
	w.refuses.Store(f == integrationtest.Forbidden)
	w.post(t, "/_sandbox/faults", map[integrationtest.Fault]string{
		integrationtest.Fine:      `{}`,
		integrationtest.Forbidden: `{}`,
		integrationtest.Down:      `{"error_rate":1}`,
		integrationtest.Lossy:     `{"drop_after_commit_rate":1}`,
		integrationtest.Busy:      `{"throttle":{"restore_rate":1,"bucket":1}}`,
		integrationtest.Revoked:   `{"revoke_token":true}`,
	}[f], nil)
	if f == integrationtest.Fine {
		w.install(t)
	}
}
