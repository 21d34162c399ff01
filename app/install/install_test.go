package install_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations/shopify"
)

const demo app.ShopID = "demo-shop.myshopify.com"

// fakeShopify is Shopify's token endpoint and shop query, with its rules: pairs
// rotate, and an old refresh token works until its replacement is first used.
type fakeShopify struct {
	mu        sync.Mutex
	pair      int    // number of the living pair
	used      bool   // the living pair has been used
	scopes    string // what a grant has
	life      int
	dead      bool // uninstalled: nothing is accepted
	down      bool
	slow      time.Duration
	meanwhile func() // happens while it thinks about a grant
	exchanges int
	refreshes int
}

func (f *fakeShopify) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(f.slow)
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.down:
		w.WriteHeader(http.StatusServiceUnavailable)
	case strings.HasSuffix(r.URL.Path, "/oauth/access_token"):
		f.grant(w, r)
	default:
		f.query(w, r)
	}
}

func (f *fakeShopify) grant(w http.ResponseWriter, r *http.Request) {
	var in map[string]string
	_ = json.NewDecoder(r.Body).Decode(&in)
	if f.meanwhile != nil {
		f.meanwhile()
	}
	exchange := in["subject_token"] == "session"
	refresh := in["refresh_token"] == fmt.Sprint("r", f.pair) || (in["refresh_token"] == fmt.Sprint("r", f.pair-1) && !f.used)
	if f.dead || (!exchange && !refresh) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}
	if exchange {
		f.exchanges++
	} else {
		f.refreshes++
	}
	f.pair, f.used = f.pair+1, false
	fmt.Fprintf(w, `{"access_token":"a%d","scope":%q,"expires_in":%d,"refresh_token":"r%d","refresh_token_expires_in":7776000}`,
		f.pair, f.scopes, f.life, f.pair)
}

func (f *fakeShopify) query(w http.ResponseWriter, r *http.Request) {
	if f.dead || r.Header.Get("X-Shopify-Access-Token") != fmt.Sprint("a", f.pair) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	f.used = true
	fmt.Fprintf(w, `{"data":{"shop":{"id":"gid://shopify/Shop/1","name":"Démo","myshopifyDomain":%q,"currencyCode":"SEK",
		"ianaTimezone":"Europe/Stockholm","plan":{"publicDisplayName":"Grow"}},"currentAppInstallation":{"id":"gid://shopify/AppInstallation/2"}}}`, r.Host)
}

func (f *fakeShopify) set(change func(*fakeShopify)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

type bundle struct {
	fake      *fakeShopify
	store     *store.Store
	installer *install.Installer
	rung      []app.ShopID
	other     *install.Installer // another process on the same database
}

func setup(t *testing.T, s *store.Store) *bundle {
	t.Helper()
	b := &bundle{fake: &fakeShopify{scopes: strings.Join(shopify.Scopes, ","), life: 3600}, store: s}
	server := httptest.NewServer(b.fake)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	speaker, err := shopify.New(shopify.Config{APIKey: "key", Secret: "secret", Base: base})
	require.NoError(t, err)
	c := install.Config{
		Store: s, Shopify: speaker,
		Ring: func(_ context.Context, shop app.ShopID) { b.rung = append(b.rung, shop) },
	}
	b.installer = install.New(c)
	c.Ring = nil
	b.other = install.New(c)
	return b
}

func TestASessionTokenInstallsTheShopOnce(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	for range 3 {
		require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	}
	require.Equal(t, 1, b.fake.exchanges)
	require.Equal(t, []app.ShopID{demo}, b.rung)
	shop, err := b.store.Shop(t.Context(), demo)
	require.NoError(t, err)
	require.True(t, shop.Installed())
	require.Equal(t, "Démo", shop.Name)
	require.Equal(t, "gid://shopify/AppInstallation/2", shop.Installation)
	token, err := b.installer.Token(t.Context(), demo)
	require.NoError(t, err)
	require.Equal(t, "a1", token)
}

func TestAStaleSessionTokenInstallsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.True(t, app.Is(b.installer.Ensure(t.Context(), demo, "stale"), app.Unauthorized))
	_, err := b.store.Shop(t.Context(), demo)
	require.True(t, app.Is(err, app.NotFound))
}

func TestNewScopesUninstallsAndDeadAccessAreMendedByOpeningTheApp(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.fake.scopes = "read_orders"
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	b.fake.scopes = strings.Join(shopify.Scopes, ",")
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	require.Equal(t, 2, b.fake.exchanges, "scopes were missing")
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	require.Equal(t, 2, b.fake.exchanges)

	require.NoError(t, b.installer.Uninstall(t.Context(), demo, time.Now().Add(time.Second)))
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	require.Equal(t, 3, b.fake.exchanges, "it was uninstalled")
}

func TestManyWorkersInTwoProcessesRefreshOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := setup(t, s)
		b.fake.life = 60 // below the margin: due at once
		require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
		b.fake.set(func(f *fakeShopify) { f.life, f.slow = 3600, 50*time.Millisecond })
		var wg sync.WaitGroup
		for n := range 40 {
			wg.Go(func() {
				token, err := []*install.Installer{b.installer, b.other}[n%2].Token(t.Context(), demo)
				require.NoError(t, err)
				require.Equal(t, "a2", token)
			})
		}
		wg.Wait()
		require.Equal(t, 1, b.fake.refreshes)
	})
}

func TestARefreshLostInACrashIsRepeated(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.fake.life = 60
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	old, err := b.store.Access(t.Context(), demo)
	require.NoError(t, err)
	// Shopify answered a process that died before it could store the pair.
	_, err = b.installer.Shopify.Refresh(t.Context(), demo, old.RefreshToken)
	require.NoError(t, err)
	b.fake.set(func(f *fakeShopify) { f.life = 3600 })
	token, err := b.installer.Token(t.Context(), demo)
	require.NoError(t, err)
	require.Equal(t, "a3", token)
}

func TestWhileShopifyIsDownALivingTokenIsStillUsed(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.fake.life = 60
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	b.fake.set(func(f *fakeShopify) { f.down = true })
	token, err := b.installer.Token(t.Context(), demo)
	require.NoError(t, err)
	require.Equal(t, "a1", token)

	require.NoError(t, b.installer.Refused(t.Context(), demo, "a1"))
	_, err = b.installer.Token(t.Context(), demo)
	require.True(t, app.Is(err, app.Unavailable), "a refused one is not")
	b.fake.set(func(f *fakeShopify) { f.down = false })
	token, err = b.installer.Token(t.Context(), demo)
	require.NoError(t, err, "the lease was given back")
	require.Equal(t, "a2", token)
}

func TestARefusedRefreshMakesTheAccessDeadUntilTheAppIsOpened(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	b.fake.set(func(f *fakeShopify) { f.dead = true })
	require.NoError(t, b.installer.Refused(t.Context(), demo, "a1"))
	for range 5 {
		_, err := b.installer.Token(t.Context(), demo)
		require.True(t, app.Is(err, app.Unauthorized))
	}
	b.fake.set(func(f *fakeShopify) { f.dead = false })
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	token, err := b.installer.Token(t.Context(), demo)
	require.NoError(t, err)
	require.Equal(t, "a2", token)
}

func TestAnInstallDuringARefusedRefreshIsTheOneThatCounts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := setup(t, s)
		require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
		require.NoError(t, b.installer.Refused(t.Context(), demo, "a1"))
		b.fake.set(func(f *fakeShopify) {
			f.dead = true
			f.meanwhile = func() {
				later := time.Now().Add(time.Hour)
				require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "new", RefreshToken: "r", ExpiresAt: later, RefreshExpiresAt: later}))
			}
		})
		token, err := b.installer.Token(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, "new", token)
	})
}

func TestOpeningTheAppOpensALaneThatWasPaused(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	access, err := b.store.Access(t.Context(), demo)
	require.NoError(t, err)
	require.NoError(t, b.store.RecordInstall(t.Context(), demo, app.Shop{}, access)) // now the lane is due
	held, err := b.store.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(time.Minute))
	require.NoError(t, err)
	require.NoError(t, b.store.Settle(t.Context(), demo, held, store.Settlement{Pause: "a permission was missing"}))

	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	lanes, err := b.store.Lanes(t.Context(), demo)
	require.NoError(t, err)
	require.Empty(t, lanes[0].PausedReason)
	require.Equal(t, 2, b.fake.exchanges)
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	require.Equal(t, 2, b.fake.exchanges)
}

func TestShopifyItselfTellsWhetherWeAreStillInstalled(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	in, err := b.installer.Installed(t.Context(), demo)
	require.NoError(t, err)
	require.True(t, in)

	b.fake.set(func(f *fakeShopify) { f.down = true })
	_, err = b.installer.Installed(t.Context(), demo)
	require.True(t, app.Is(err, app.Unavailable), "not knowing is not a no")

	b.fake.set(func(f *fakeShopify) { f.down, f.dead = false, true })
	in, err = b.installer.Installed(t.Context(), demo)
	require.NoError(t, err)
	require.False(t, in)
	in, err = b.installer.Installed(t.Context(), "nobody.myshopify.com")
	require.NoError(t, err)
	require.False(t, in)
}

func TestChangedScopesAreReadFromARefresh(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	b.fake.set(func(f *fakeShopify) { f.scopes = strings.Join(shopify.Scopes, ",") + ",read_products" })
	require.NoError(t, b.installer.ScopesChanged(t.Context(), demo))
	_, err := b.installer.Token(t.Context(), demo)
	require.NoError(t, err)
	access, err := b.store.Access(t.Context(), demo)
	require.NoError(t, err)
	require.Contains(t, access.Scopes, "read_products")
}

func TestIdleShopsAreKeptAlive(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.NoError(t, b.installer.Ensure(t.Context(), demo, "session"))
	require.NoError(t, b.installer.KeepAlive(t.Context()))
	require.Zero(t, b.fake.refreshes, "it has 90 days yet")
	b.installer.Now = func() time.Time { return time.Now().Add(60 * 24 * time.Hour) }
	require.NoError(t, b.installer.KeepAlive(t.Context()))
	require.Equal(t, 1, b.fake.refreshes)
}
