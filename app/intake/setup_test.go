package intake_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/intake"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/webhooks"
	"github.com/askwell/askwell/integrations/shopify"
)

const (
	demo   = app.ShopID("demo-shop.myshopify.com")
	secret = "hush"
)

// bundle is the road from Shopify's request to what it changes, all real but
// Shopify itself, which only knows whether the app is installed.
type bundle struct {
	t      *testing.T
	store  *store.Store
	intake *intake.Intake
	door   string // the door's URL
	gone   atomic.Bool
	down   atomic.Bool
	now    atomic.Pointer[time.Time]
	rung   atomic.Int32
	lanes  atomic.Int32
	logs   *strings.Builder
}

func setup(t *testing.T, s *store.Store) *bundle {
	t.Helper()
	b := &bundle{t: t, store: s, logs: &strings.Builder{}}
	speaker, err := shopify.New(shopify.Config{APIKey: "key", Secret: secret, Base: b.shopify()})
	require.NoError(t, err)
	now := func() time.Time {
		if at := b.now.Load(); at != nil {
			return *at
		}
		return time.Now()
	}
	log := slog.New(slog.NewTextHandler(b.logs, nil))
	b.intake = intake.New(intake.Config{
		Store: s, Privacy: privacy.New(s, log, now), Logger: log, Now: now,
		Installer: install.New(install.Config{Store: s, Shopify: speaker, Logger: log}),
		Ring:      func(context.Context, app.ShopID, app.DestinationID) { b.lanes.Add(1) },
	})
	engine := web.New(slog.New(slog.DiscardHandler))
	(&webhooks.Door{
		Verify: speaker.VerifyWebhook, Store: s, Ring: func(context.Context, app.ShopID) { b.rung.Add(1) },
	}).Mount(engine)
	server := httptest.NewServer(engine)
	t.Cleanup(server.Close)
	b.door = server.URL + webhooks.Path
	return b
}

func (b *bundle) shopify() *url.URL {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case b.down.Load():
			w.WriteHeader(http.StatusBadGateway)
		case strings.HasSuffix(r.URL.Path, "/oauth/access_token") && b.gone.Load():
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"invalid_grant"}`)
		case strings.HasSuffix(r.URL.Path, "/oauth/access_token"):
			fmt.Fprint(w, `{"access_token":"fresh","refresh_token":"r","expires_in":3600}`)
		case b.gone.Load():
			w.WriteHeader(http.StatusUnauthorized)
		default:
			fmt.Fprintf(w, `{"data":{"shop":{"id":"gid://shopify/Shop/1","myshopifyDomain":%q},"currentAppInstallation":{"id":"x"}}}`, r.Host)
		}
	}))
	b.t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(b.t, err)
	return base
}

func (b *bundle) install() {
	b.t.Helper()
	require.NoError(b.t, b.store.RecordInstall(b.t.Context(), demo, app.Shop{Name: "Demo"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: time.Now().Add(time.Hour), RefreshExpiresAt: time.Now().Add(time.Hour * 2000),
	}))
}

func sign(body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// letter is one webhook as Shopify sends it.
type letter struct {
	topic, body string
	id          string // made when empty
	shop        app.ShopID
	at          time.Time
}

// post sends a webhook and returns the status.
func (b *bundle) post(l letter) int {
	b.t.Helper()
	if l.shop == "" {
		l.shop = demo
	}
	if l.id == "" {
		l.id = uuid.NewString()
	}
	if l.at.IsZero() {
		l.at = time.Now()
	}
	return b.send(l.body, map[string]string{
		"X-Shopify-Hmac-Sha256": sign(l.body), "X-Shopify-Shop-Domain": string(l.shop), "X-Shopify-Topic": l.topic,
		"X-Shopify-Webhook-Id": l.id, "X-Shopify-Triggered-At": l.at.Format(time.RFC3339Nano),
	})
}

func (b *bundle) send(body string, headers map[string]string) int {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.door, strings.NewReader(body))
	require.NoError(b.t, err)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(b.t, err)
	require.NoError(b.t, response.Body.Close())
	return response.StatusCode
}

// drain handles what is due and requires that it ends.
func (b *bundle) drain() {
	b.t.Helper()
	again, err := b.intake.Drain(b.t.Context(), demo)
	require.NoError(b.t, err)
	require.False(b.t, again)
}

// take posts webhooks in order and handles them.
func (b *bundle) take(letters ...letter) {
	b.t.Helper()
	for _, l := range letters {
		require.Equal(b.t, http.StatusOK, b.post(l))
		b.drain()
	}
}

// answer records an answer "podcast" of a customer, or of a guest with an order.
func (b *bundle) answer(customer app.CustomerID, order app.OrderID) {
	b.t.Helper()
	_, err := b.store.RecordResponse(b.t.Context(), demo, store.Submitted{
		Customer: customer, Writes: true,
		Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: "s", Version: 1, Surface: app.SurfaceThankYou, Order: order, Locale: "en",
			Answers:     []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: []byte(`"podcast"`)}}},
			SubmittedAt: time.Now(), Complete: true,
		},
	})
	require.NoError(b.t, err)
}

// told is what a customer's preferences say.
func (b *bundle) told(customer app.CustomerID) string {
	b.t.Helper()
	list, err := b.store.Preferences(b.t.Context(), demo, customer)
	require.NoError(b.t, err)
	var said []string
	for _, p := range list {
		said = append(said, p.Key+"="+string(p.Value.JSON))
	}
	return strings.Join(said, " ")
}

func onBoth(t *testing.T, test func(t *testing.T, b *bundle)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, setup(t, s)) })
}
