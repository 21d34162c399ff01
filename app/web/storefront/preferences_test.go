package storefront_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const grace app.CustomerID = 7_000_000_000_002

// exchange is one request about somebody's preferences and what it comes to.
type exchange struct {
	Name    string          `json:"name"`
	Door    string          `json:"door"` // "session" or "proxy"
	As      string          `json:"as"`   // "ada", "grace" or "guest"
	Method  string          `json:"method"`
	Path    string          `json:"path"`
	Query   string          `json:"query,omitempty"`
	Body    json.RawMessage `json:"body,omitempty"`
	Status  int             `json:"status"`
	Answer  json.RawMessage `json:"answer"`
	Planned []string        `json:"planned"` // deliveries: destination and cause, in the order of their names
}

var moment = regexp.MustCompile(`"\d{4}-\d\d-\d\dT[0-9:.]+Z"`)

// sends makes the request of an exchange as whoever it is.
func (s *shop) sends(e exchange) answer {
	s.t.Helper()
	who := map[string]app.CustomerID{"ada": ada, "grace": grace, "guest": 0}[e.As]
	own, err := url.ParseQuery(e.Query)
	require.NoError(s.t, err)
	if e.Door == "proxy" {
		own.Set("logged_in_customer_id", "")
		if who != 0 {
			own.Set("logged_in_customer_id", strconv.FormatInt(int64(who), 10))
		}
		return s.send(e.Method, proxied("/proxy"+e.Path, own), asJSON("Accept", "application/json"), string(e.Body))
	}
	bearing := bearer(token(s.t, func(c jwt.MapClaims) {
		if delete(c, "sub"); who != 0 {
			c["sub"] = who.GID()
		}
	}))
	return s.send(e.Method, "/storefront/v1"+e.Path+"?"+own.Encode(), bearing, string(e.Body))
}

// plans are the deliveries there are that were not there before.
func (s *shop) plans(before map[app.DeliveryID]bool) []string {
	s.t.Helper()
	list, err := s.store.Deliveries(s.t.Context(), demo, store.DeliveryFilter{})
	require.NoError(s.t, err)
	planned := []string{}
	for _, d := range list {
		if !before[d.ID] {
			planned = append(planned, string(d.Destination)+" "+string(d.Cause))
		}
		before[d.ID] = true
	}
	slices.Sort(planned)
	return planned
}

func preferred() app.Document {
	return app.Document{
		Handle: "welcome", Title: "W", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			{
				Key: "source", Type: "single_choice", Prompt: app.Text{"en": "How did you hear about us?", "sv": "Hur hittade du oss?"},
				Why: app.Text{"en": "To know where to be seen.", "sv": "För att veta var vi ska synas."}, KeepDays: 365,
				Options: []app.Option{
					{Key: "podcast", Label: app.Text{"en": "A podcast", "sv": "En podd"}},
					{Key: "friend", Label: app.Text{"en": "A friend", "sv": "En vän"}},
				},
				Mapping: app.WriteBack{Metafield: true, Tag: true},
			},
			{Key: "wish", Type: "text", Prompt: app.Text{"en": "A wish?", "sv": "En önskan?"}, MaxLength: 10},
			{Key: "news", Type: "consent", Prompt: app.Text{"en": "Yes, write to me.", "sv": "Ja, skriv till mig."}, Channel: app.ChannelEmail, Purpose: "news"},
		},
	}
}

// onePurpose keeps the lists of consents short.
func (s *shop) onePurpose() {
	s.t.Helper()
	require.NoError(s.t, s.store.SetPurposes(s.t.Context(), demo, []app.Purpose{
		{Key: "personalisation", Title: "Personalisation", Basis: app.BasisInterest, Channels: []app.Channel{app.ChannelPersonalisation}},
		{Key: "news", Title: "News", Basis: app.BasisConsent, Channels: []app.Channel{app.ChannelEmail}},
	}))
}

func TestPreferencesAreReadAndChangedAsWritten(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/preferences.json")
	require.NoError(t, err)
	var script []exchange
	require.NoError(t, json.Unmarshal(text, &script))
	require.NotEmpty(t, script)
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		s := newShopOn(t, db)
		made, err := db.CreateSurvey(t.Context(), demo, preferred())
		require.NoError(t, err)
		_, err = db.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
		require.NoError(t, err)
		s.onePurpose()
		seen := map[app.DeliveryID]bool{}
		for _, e := range script {
			got := s.sends(e)
			require.Equal(t, e.Status, got.status, "%s: %s", e.Name, got.body)
			require.Equal(t, "no-store", got.header.Get("Cache-Control"), e.Name)
			require.JSONEq(t, string(e.Answer), moment.ReplaceAllString(got.body, `"a moment"`), e.Name)
			require.Equal(t, e.Planned, s.plans(seen), e.Name)
		}
	})
}

func TestPreferencesWantTheirOwnersProof(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for name, got := range map[string]answer{
		"no token":                s.send(http.MethodGet, "/storefront/v1/preferences", nil, ""),
		"no token, and a change":  s.send(http.MethodPut, "/storefront/v1/preferences", asJSON(), `{}`),
		"no signature":            s.send(http.MethodGet, "/proxy/preferences?shop="+string(demo)+"&logged_in_customer_id="+strconv.FormatInt(int64(ada), 10), nil, ""),
		"another's id in a query": s.send(http.MethodGet, proxied("/proxy/preferences", nil)+"&logged_in_customer_id=1", nil, ""),
	} {
		require.Contains(t, []int{http.StatusUnauthorized, http.StatusBadRequest}, got.status, name)
	}
	forged := asJSON("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
	got := s.send(http.MethodPost, proxied("/proxy/preferences", nil), forged, `{"id":"`+first+`","set":{"source":"friend"}}`)
	require.Equal(t, http.StatusForbidden, got.status, "another site's page changes nothing")
	require.Empty(t, s.preferences())
	got = s.send(http.MethodPost, proxied("/proxy/preferences", nil), http.Header{"Content-Type": {"text/plain"}}, `{}`)
	require.Equal(t, http.StatusUnsupportedMediaType, got.status)
	got = s.send(http.MethodPut, "/storefront/v1/preferences", bearer(token(t, nil)), `{"set":"all"}`)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, "wrong_type")
	got = s.send(http.MethodOptions, "/storefront/v1/preferences", nil, "")
	require.Equal(t, http.StatusNoContent, got.status)
	require.Contains(t, got.header.Get("Access-Control-Allow-Methods"), "PUT")
}
