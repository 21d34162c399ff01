package connect_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/double"
	"github.com/askwell/askwell/integrations/klaviyo"
	klaviyovendor "github.com/askwell/askwell/integrations/klaviyo/double"
	"github.com/askwell/askwell/integrations/omnisend"
	vendor "github.com/askwell/askwell/integrations/omnisend/double"
)

const clerk = "user/7"

// abroad is a shop and a vendor whose refresh tokens are good once.
type abroad struct {
	*connect.Connector
	store  *store.Store
	vendor *vendor.Double
	kind   string // of the destination: Omnisend, or Klaviyo, which wants grants back
	paths  *counted
	at     *url.URL
	now    time.Time
}

// counted counts the calls of each path.
type counted struct {
	http.Handler
	mu    sync.Mutex
	calls map[string]int
}

func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.calls[r.URL.Path]++
	c.mu.Unlock()
	c.Handler.ServeHTTP(w, r)
}

func (c *counted) of(path string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls[path]
}

func goAbroad(t *testing.T) *abroad {
	t.Helper()
	a := &abroad{now: time.Now(), kind: "omnisend"}
	kept, err := store.Open(t.Context(), store.Config{URL: storetest.SQLite(t), Keys: storetest.Keys(t), Now: func() time.Time { return a.now }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, kept.Close()) })
	a.store = kept
	a.vendor = vendor.New(func() time.Time { return a.now })
	both := http.NewServeMux()
	both.Handle("/", a.vendor)
	both.Handle("/oauth/", klaviyovendor.New(func() time.Time { return a.now }))
	a.paths = &counted{Handler: both, calls: map[string]int{}}
	server := httptest.NewServer(a.paths)
	t.Cleanup(server.Close)
	to, err := url.Parse(server.URL)
	require.NoError(t, err)
	for _, shop := range []app.ShopID{demo, other} {
		access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: a.now, RefreshExpiresAt: a.now}
		require.NoError(t, a.store.RecordInstall(t.Context(), shop, app.Shop{}, access))
	}
	a.at, a.Connector = to, a.process(to)
	return a
}

// process is one of several that share a database.
func (a *abroad) process(to *url.URL) *connect.Connector {
	clock := func() time.Time { return a.now }
	by := client.New(client.Config{Route: func(string) *url.URL { return to }, Now: clock})
	return &connect.Connector{
		Store: a.store, Logger: slog.New(slog.DiscardHandler), Now: clock, Providers: []integrations.Provider{omnisend.New(by), klaviyo.New(by, clock)},
		Client: by, AppURL: &url.URL{Scheme: "https", Host: "askwell.example"},
		Registered: map[string]client.Registered{
			"omnisend": {ID: double.ClientID, Secret: double.ClientSecret}, "klaviyo": {ID: double.ClientID, Secret: double.ClientSecret},
		},
	}
}

// allows lets us in at the vendor, and returns what the merchant comes back with.
func (a *abroad) allows(t *testing.T, shop app.ShopID, again app.DestinationID) connect.Arrival {
	t.Helper()
	at, err := a.Authorize(t.Context(), shop, connect.Departure{Staff: clerk, Kind: a.kind, Destination: again})
	require.NoError(t, err)
	follow := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"account": {"acme"}, "decision": {"allow"}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, at, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := follow.Do(request)
	require.NoError(t, err)
	defer answer.Body.Close()
	back, err := answer.Location()
	require.NoError(t, err)
	require.Equal(t, "https://askwell.example/connect/"+a.kind+"/callback", back.Scheme+"://"+back.Host+back.Path)
	return connect.Arrival{Kind: a.kind, State: back.Query().Get("state"), Code: back.Query().Get("code")}
}

func (a *abroad) letIn(t *testing.T, again app.DestinationID) app.Destination {
	t.Helper()
	_, claim, err := a.Arrive(t.Context(), a.allows(t, demo, again))
	require.NoError(t, err)
	made, err := a.Claim(t.Context(), demo, clerk, claim)
	require.NoError(t, err)
	return made
}

func TestAClaimIsGoodForWhoeverBeganItAlone(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	shop, claim, err := a.Arrive(t.Context(), a.allows(t, demo, ""))
	require.NoError(t, err)
	require.Equal(t, demo, shop)
	for _, thief := range []struct {
		shop  app.ShopID
		staff string
	}{{other, clerk}, {demo, "user/8"}} {
		_, err = a.Claim(t.Context(), thief.shop, thief.staff, claim)
		require.True(t, app.Is(err, app.NotFound), err)
	}
	made, err := a.Claim(t.Context(), demo, clerk, claim)
	require.NoError(t, err)
	require.Empty(t, made.Settings)
	_, err = a.Claim(t.Context(), demo, clerk, claim)
	require.True(t, app.Is(err, app.NotFound), err)
}

func TestAWayThatTookTooLongLeadsNowhere(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	late := a.allows(t, demo, "")
	a.now = a.now.Add(11 * time.Minute)
	_, _, err := a.Arrive(t.Context(), late)
	require.True(t, app.Is(err, app.NotFound), err)
	arrival := a.allows(t, demo, "")
	_, claim, err := a.Arrive(t.Context(), arrival)
	require.NoError(t, err)
	_, _, err = a.Arrive(t.Context(), arrival)
	require.True(t, app.Is(err, app.NotFound), "a state is good once")
	a.now = a.now.Add(11 * time.Minute)
	_, err = a.Claim(t.Context(), demo, clerk, claim)
	require.True(t, app.Is(err, app.NotFound), err)
	_, err = a.Authorize(t.Context(), other, connect.Departure{Staff: clerk, Kind: "omnisend", Destination: "omnisend"})
	require.True(t, app.Is(err, app.NotFound), err)
}

func TestOfTwoProcessesOneRefreshes(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	made := a.letIn(t, "")
	before := a.paths.of("/oauth2/token")
	a.now = a.now.Add(116 * time.Minute) // four are left of two hours
	two := []*connect.Connector{a.Connector, a.process(a.at)}
	tokens := make([]string, 8)
	var group sync.WaitGroup
	for i := range tokens {
		group.Go(func() {
			settings, err := two[i%2].Settings(t.Context(), made)
			if err == nil {
				tokens[i], _, _ = integrations.Admitted(settings)
			}
		})
	}
	group.Wait()
	for _, token := range tokens {
		require.NotEmpty(t, token)
		require.Equal(t, tokens[0], token)
	}
	require.Equal(t, before+1, a.paths.of("/oauth2/token"))
	checked, err := a.Check(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Empty(t, checked.Problem)
}

func TestARefreshWhoseAnswerIsLostAsksTheMerchantAgainAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	made := a.letIn(t, "")
	a.now = a.now.Add(3 * time.Hour)
	a.vendor.Trouble("acme", integrations.Trouble{LostAnswers: 1})
	_, err := a.Settings(t.Context(), made)
	require.True(t, app.Is(err, app.Unavailable), err)
	a.vendor.Trouble("acme", integrations.Trouble{})
	_, err = a.Settings(t.Context(), made) // the old refresh token was good once
	require.True(t, app.Is(err, app.Unauthorized), err)
	require.ErrorContains(t, err, "connect it again")
	checked, err := a.Check(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Contains(t, checked.Problem, "connect it again")
	again := a.letIn(t, made.ID)
	require.Equal(t, made.ID, again.ID)
	require.Empty(t, again.Problem)
	lanes, err := a.store.Lanes(t.Context(), demo)
	require.NoError(t, err)
	for _, lane := range lanes {
		require.Empty(t, lane.PausedReason)
	}
}

func TestATokenThatWasRevokedAloneIsReplaced(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	made := a.letIn(t, "")
	a.vendor.Expire("acme")
	checked, err := a.Check(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Empty(t, checked.Problem)
	a.vendor.Withdraw("acme")
	checked, err = a.Check(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Contains(t, checked.Problem, "connect it again")
}

func TestAVendorThatDoesNotKnowTheAppCostsNoMerchantHisGrant(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	made := a.letIn(t, "")
	a.now = a.now.Add(3 * time.Hour)
	a.Registered["omnisend"] = client.Registered{ID: double.ClientID, Secret: "mistyped"}
	_, err := a.Settings(t.Context(), made)
	require.True(t, app.Is(err, app.Forbidden), err)
	a.Registered["omnisend"] = client.Registered{ID: double.ClientID, Secret: double.ClientSecret}
	_, err = a.Settings(t.Context(), made)
	require.NoError(t, err)
}

func TestWhatIsDisconnectedIsNotLetInAnyMore(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	made := a.letIn(t, "")
	require.NoError(t, a.store.Disconnect(t.Context(), demo, made.ID)) // as a run does in the end
	require.NoError(t, a.Tend(t.Context()))
	_, err := a.store.Grant(t.Context(), demo, made.ID)
	require.True(t, app.Is(err, app.NotFound), err)
}

func TestWhatNobodyClaimsIsGivenBack(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	a.kind = "klaviyo"
	arrive := func() string {
		_, claim, err := a.Arrive(t.Context(), a.allows(t, demo, ""))
		require.NoError(t, err)
		return claim
	}
	arrive()
	require.NoError(t, a.Tend(t.Context()))
	require.Zero(t, a.paths.of("/oauth/revoke"), "there is time yet")
	claim := arrive()
	require.Equal(t, 1, a.paths.of("/oauth/revoke"), "he has begun again")
	a.now = a.now.Add(11 * time.Minute)
	require.NoError(t, a.Tend(t.Context()))
	require.Equal(t, 2, a.paths.of("/oauth/revoke"))
	require.NoError(t, a.Tend(t.Context()))
	require.Equal(t, 2, a.paths.of("/oauth/revoke"), "once is enough")
	_, err := a.Claim(t.Context(), demo, clerk, claim)
	require.True(t, app.Is(err, app.NotFound), "%v", err)
}
