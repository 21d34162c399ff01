package storefront_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/storefront"
	"github.com/askwell/askwell/integrations/shopify"
)

const (
	key                   = "the-api-key"
	secret                = "hush"
	demo   app.ShopID     = "demo-shop.myshopify.com"
	ada    app.CustomerID = 7_000_000_000_001
)

// shop is a running app with one installed shop and one published survey.
type shop struct {
	t     *testing.T
	url   string
	store *store.Store

	later atomic.Int64 // how far its clock is ahead, in nanoseconds

	mu   sync.Mutex
	rung int
}

const shopName = "Morgonljus"

func newShop(t *testing.T) *shop {
	t.Helper()
	s := newShopOn(t, storetest.New(t))
	made, err := s.store.CreateSurvey(t.Context(), demo, survey())
	require.NoError(t, err)
	_, err = s.store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	return s
}

// newShopOn is a shop without a survey.
func newShopOn(t *testing.T, db *store.Store) *shop {
	t.Helper()
	s := &shop{t: t, store: db}
	require.NoError(t, s.store.RecordInstall(t.Context(), demo, app.Shop{GID: "gid://shopify/Shop/1", Name: shopName}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now(),
	}))
	signer, err := shopify.New(shopify.Config{APIKey: key, Secret: secret})
	require.NoError(t, err)
	engine := web.New(slog.New(slog.DiscardHandler))
	ring := func(context.Context, app.ShopID, app.DestinationID) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.rung++
	}
	storefront.Mount(engine, storefront.Config{
		Store: s.store, Shopify: signer,
		Submitter:   &capture.Submitter{Store: s.store, Asker: &ask.Asker{Store: s.store, Now: s.now}, Now: s.now, Ring: ring},
		Preferences: &preference.Keeper{Store: s.store, Now: s.now, Ring: ring},
		Privacy:     privacy.New(s.store, nil, s.now), Now: s.now,
	})
	server := httptest.NewServer(engine)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *shop) now() time.Time { return time.Now().Add(time.Duration(s.later.Load())) }

func survey() app.Document {
	return app.Document{
		Handle: "welcome", Title: "W", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceTheme},
		Questions: []app.Question{
			{
				Key: "source", Type: "single_choice", Required: true,
				Prompt: app.Text{"en": "How did you hear about us?", "sv": "Hur hittade du oss?"},
				Options: []app.Option{
					{Key: "podcast", Label: app.Text{"en": "A podcast", "sv": "En podd"}},
					{Key: "friend", Label: app.Text{"en": "A <b>friend</b>", "sv": "En vän"}},
				},
				Other:   &app.Other{Label: app.Text{"en": "Other", "sv": "Annat"}},
				Mapping: app.WriteBack{Tag: true},
			},
			{
				Key: "topics", Type: "multiple_choice", Prompt: app.Text{"en": "Topics?", "sv": "Ämnen?"},
				Options: []app.Option{
					{Key: "news", Label: app.Text{"en": "News", "sv": "Nytt"}},
					{Key: "sale", Label: app.Text{"en": "Sales", "sv": "Rea"}},
				},
			},
			{Key: "wish", Type: "text", Prompt: app.Text{"en": "A wish?", "sv": "En önskan?"}, MaxLength: 10},
		},
		Thanks: app.Text{"en": "Cheers & thanks", "sv": "Tack ska du ha"},
	}
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (s *shop) send(method, path string, header http.Header, body string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	require.NoError(s.t, err)
	for name, values := range header {
		r.Header[name] = values
	}
	res, err := http.DefaultClient.Do(r)
	require.NoError(s.t, err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return answer{res.StatusCode, res.Header, string(raw)}
}

// recorded is what is in the database: responses, deliveries, and rings.
func (s *shop) recorded() [3]int {
	s.t.Helper()
	data, err := s.store.ExportCustomer(s.t.Context(), demo, ada, nil)
	require.NoError(s.t, err)
	planned, err := s.store.Deliveries(s.t.Context(), demo, store.DeliveryFilter{})
	require.NoError(s.t, err)
	s.mu.Lock()
	defer s.mu.Unlock()
	return [3]int{len(data.Responses), len(planned), s.rung}
}

// responsesTo counts what is recorded of a survey, of everybody.
func (s *shop) responsesTo(handle string) int {
	s.t.Helper()
	survey, err := s.store.SurveyByHandle(s.t.Context(), demo, handle)
	require.NoError(s.t, err)
	n, err := s.store.CountSurveyResponses(s.t.Context(), demo, survey.ID)
	require.NoError(s.t, err)
	return n
}

func (s *shop) preferences() map[string]string {
	s.t.Helper()
	list, err := s.store.Preferences(s.t.Context(), demo, ada)
	require.NoError(s.t, err)
	said := map[string]string{}
	for _, p := range list {
		said[p.Key] = string(p.Value.JSON)
	}
	return said
}

// proxied is a path with the query Shopify's proxy adds and signs.
func proxied(path string, own url.Values) string {
	query := url.Values{
		"shop": {string(demo)}, "path_prefix": {"/apps/askwell"}, "timestamp": {strconv.FormatInt(time.Now().Unix(), 10)},
		"logged_in_customer_id": {strconv.FormatInt(int64(ada), 10)},
	}
	for name, values := range own {
		query[name] = values
	}
	return path + "?" + signed(query)
}

func signed(query url.Values) string {
	var lines []string
	for name, values := range query {
		lines = append(lines, name+"="+strings.Join(values, ","))
	}
	slices.Sort(lines)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(strings.Join(lines, "")))
	return query.Encode() + "&signature=" + hex.EncodeToString(mac.Sum(nil))
}

func token(t *testing.T, change func(jwt.MapClaims)) string {
	t.Helper()
	claims := jwt.MapClaims{
		"dest": string(demo), "aud": key, "sub": ada.GID(), "jti": "j", "iss": "https://" + string(demo),
		"exp": time.Now().Add(time.Minute).Unix(), "nbf": time.Now().Add(-time.Second).Unix(), "iat": time.Now().Add(-time.Second).Unix(),
	}
	if change != nil {
		change(claims)
	}
	text, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(secret))
	require.NoError(t, err)
	return text
}

func asJSON(more ...string) http.Header {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i < len(more); i += 2 {
		h.Add(more[i], more[i+1])
	}
	return h
}

func bearer(token string) http.Header { return asJSON("Authorization", "Bearer "+token) }

func submission(id, answers string) string {
	return `{"id":"` + id + `","survey":"welcome","version":1,"surface":"theme","locale":"en","shown":[],"answers":` + answers +
		`,"started_at":"2026-11-22T11:59:00.123Z","complete":false}`
}

const (
	first  = "4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d11"
	second = "4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d12"
)

// firstReply is the golden answer to "podcast" as the first of three questions.
const firstReply = `{"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8d11","next":{"key":"topics","type":"multiple_choice",
	"prompt":{"en":"Topics?","sv":"Ämnen?"},"options":[{"key":"news","label":{"en":"News","sv":"Nytt"}},
	{"key":"sale","label":{"en":"Sales","sv":"Rea"}}]},"ask":["topics","wish"],"remaining":2}`

func TestBothDoorsRecordOnceAndAnswerTheSameAgain(t *testing.T) {
	t.Parallel()
	for name, door := range map[string]func(s *shop) (string, http.Header){
		"proxy":   func(*shop) (string, http.Header) { return proxied("/proxy/responses", nil), asJSON() },
		"session": func(s *shop) (string, http.Header) { return "/storefront/v1/responses", bearer(token(s.t, nil)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			path, header := door(s)
			one := s.send("POST", path, header, submission(first, `{"source":"podcast"}`))
			require.Equal(t, http.StatusCreated, one.status, one.body)
			require.JSONEq(t, firstReply, one.body)
			require.Equal(t, "no-store", one.header.Get("Cache-Control"))
			require.Equal(t, [3]int{1, 1, 1}, s.recorded())

			again := s.send("POST", path, header, submission(first, `{"source":"friend"}`))
			require.Equal(t, http.StatusOK, again.status)
			require.Equal(t, one.body, again.body)
			require.Equal(t, [3]int{1, 1, 1}, s.recorded())
			require.Equal(t, map[string]string{"source": `"podcast"`}, s.preferences())
		})
	}
}

func TestWhoIsNotProvenLeavesNoTrace(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	body := submission(first, `{"source":"podcast"}`)
	query := func(change func(url.Values)) string {
		q, err := url.ParseQuery(strings.TrimPrefix(proxied("", nil), "?"))
		require.NoError(t, err)
		q.Del("signature")
		change(q)
		return "/proxy/responses?" + signed(q)
	}
	none, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{
		"dest": string(demo), "aud": key, "exp": time.Now().Add(time.Minute).Unix(),
	}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	require.NoError(t, err)
	twice := bearer(token(t, nil))
	twice.Add("Authorization", "Bearer "+token(t, nil))
	for _, one := range []struct {
		name, path string
		header     http.Header
	}{
		{"no signature", "/proxy/responses?shop=" + string(demo), asJSON()},
		{"a tampered query", proxied("/proxy/responses", nil) + "&logged_in_customer_id=2", asJSON()},
		{"a repeated customer", query(func(q url.Values) { q.Add("logged_in_customer_id", "2") }), asJSON()},
		{"a repeated shop", query(func(q url.Values) { q.Add("shop", "other.myshopify.com") }), asJSON()},
		{"an old signature", query(func(q url.Values) { q.Set("timestamp", strconv.FormatInt(time.Now().Unix()-100, 10)) }), asJSON()},
		{"no token", "/storefront/v1/responses", asJSON()},
		{"no bearer", "/storefront/v1/responses", asJSON("Authorization", token(t, nil))},
		{"two tokens", "/storefront/v1/responses", twice},
		{"a token without a signature", "/storefront/v1/responses", bearer(none)},
		{"an expired token", "/storefront/v1/responses", bearer(token(t, func(c jwt.MapClaims) { c["exp"] = time.Now().Unix() - 11 }))},
		{"a token of another app", "/storefront/v1/responses", bearer(token(t, func(c jwt.MapClaims) { c["aud"] = "another" }))},
		{"a token of no shop", "/storefront/v1/responses", bearer(token(t, func(c jwt.MapClaims) { c["dest"] = "evil.example" }))},
		{"a merchant's token", "/storefront/v1/responses", bearer(token(t, func(c jwt.MapClaims) {
			c["dest"], c["iss"], c["sub"] = "https://"+string(demo), "https://"+string(demo)+"/admin", "1"
		}))},
	} {
		t.Run(one.name, func(t *testing.T) {
			got := s.send("POST", one.path, one.header, body)
			require.Contains(t, []int{http.StatusUnauthorized, http.StatusBadRequest}, got.status)
			require.NotContains(t, got.body, secret)
			if strings.HasPrefix(one.path, "/storefront") {
				require.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"), "an extension can read why")
			}
		})
	}
	require.Equal(t, [3]int{}, s.recorded())
}

func TestATokenOfAnotherShopCannotAnswerThisShopsSurvey(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	foreign := bearer(token(t, func(c jwt.MapClaims) { c["dest"] = "other-shop.myshopify.com" }))
	got := s.send("POST", "/storefront/v1/responses", foreign, submission(first, `{"source":"podcast"}`))
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, `"field":"survey"`)
	got = s.send("GET", "/storefront/v1/next?survey=welcome", foreign, "")
	require.Equal(t, http.StatusNotFound, got.status)
	require.Equal(t, [3]int{}, s.recorded())
}

func TestABadBodyIsRefusedByItsKindAndLeavesNoTrace(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	text := http.Header{"Content-Type": {"text/plain"}}
	for _, one := range []struct {
		name   string
		header http.Header
		body   string
		status int
		want   string
	}{
		{"over the limit", asJSON(), strings.Repeat(" ", 64<<10+1), http.StatusRequestEntityTooLarge, `"too_large"`},
		{"no JSON", asJSON(), `{"id":`, http.StatusBadRequest, `"invalid"`},
		{"two documents", asJSON(), submission(first, `{}`) + `{}`, http.StatusBadRequest, `"invalid"`},
		{"a list", asJSON(), `[]`, http.StatusBadRequest, `"invalid"`},
		{"very deep", asJSON(), strings.Repeat("[", 30_000), http.StatusBadRequest, `"invalid"`},
		{"another type", text, submission(first, `{"source":"podcast"}`), http.StatusUnsupportedMediaType, `"invalid"`},
		{"a version in words", asJSON(), `{"version":"one"}`, http.StatusUnprocessableEntity, `"field":"version"`},
		{"a time in words", asJSON(), `{"started_at":"now"}`, http.StatusUnprocessableEntity, `"field":"started_at"`},
		{"no survey", asJSON(), `{}`, http.StatusUnprocessableEntity, `"field":"survey"`},
		{
			"a wrong answer", asJSON(), submission(first, `{"source":"radio"}`), http.StatusUnprocessableEntity,
			`{"type":"invalid","title":"some fields are wrong","status":422,"errors":[{"field":"answers.source","code":"unknown_option","message":"This is not one of the options."}]}`,
		},
	} {
		t.Run(one.name, func(t *testing.T) {
			got := s.send("POST", proxied("/proxy/responses", nil), one.header, one.body)
			require.Equal(t, one.status, got.status, got.body)
			require.Contains(t, got.body, one.want)
			require.Equal(t, "application/problem+json", got.header.Get("Content-Type"))
		})
	}
	require.Equal(t, [3]int{}, s.recorded())
}

func TestAnotherSiteCannotSpeakForALoggedInShopper(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	form := "application/x-www-form-urlencoded"
	for i, one := range []struct {
		name   string
		header http.Header
		status int
	}{
		{"no browser", http.Header{}, http.StatusCreated},
		{"the shop itself", http.Header{"Sec-Fetch-Site": {"same-origin"}, "Origin": {"http://127.0.0.1:8081"}}, http.StatusCreated},
		{"another site", http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}}, http.StatusForbidden},
		{"another site with our header", http.Header{"Sec-Fetch-Site": {"cross-site"}, "X-Requested-With": {"askwell"}}, http.StatusForbidden},
		{"a neighbour", http.Header{"Sec-Fetch-Site": {"same-site"}, "Origin": {"https://evil.myshopify.com"}}, http.StatusForbidden},
		{"an old browser at the shop", http.Header{"Origin": {"https://" + string(demo)}}, http.StatusCreated},
		{"an old browser elsewhere", http.Header{"Origin": {"https://evil.example"}}, http.StatusForbidden},
		{"an old browser in a sandboxed frame", http.Header{"Origin": {"null"}, "X-Requested-With": {"askwell"}}, http.StatusForbidden},
		{"the shop's own domain, passed on", http.Header{"Origin": {"https://www.demo.example"}, "X-Forwarded-Host": {"www.demo.example"}}, http.StatusCreated},
		{"the shop's own domain, by our script", http.Header{"Origin": {"https://www.demo.example"}, "X-Requested-With": {"askwell"}}, http.StatusCreated},
	} {
		t.Run(one.name, func(t *testing.T) {
			before := s.recorded()[0]
			one.header.Set("Content-Type", form)
			got := s.send("POST", proxied("/proxy/responses", nil), one.header,
				"survey=welcome&version=1&surface=theme&locale=en&answers[source]=podcast&answers[wish]="+strconv.Itoa(i))
			require.Equal(t, one.status, got.status, got.body)
			require.Equal(t, one.status == http.StatusCreated, s.recorded()[0] == before+1)
		})
	}
}

func TestTheExtensionDoorIsOpenToEveryOrigin(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, path := range []string{"/responses", "/next", "/displays"} {
		got := s.send("OPTIONS", "/storefront/v1"+path, http.Header{
			"Origin": {"null"}, "Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {"authorization,content-type"},
		}, "")
		require.Equal(t, http.StatusNoContent, got.status)
		require.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"))
		require.Equal(t, "Authorization, Content-Type", got.header.Get("Access-Control-Allow-Headers"))
	}
	good := s.send("POST", "/storefront/v1/responses", bearer(token(t, nil)), submission(first, `{"source":"podcast"}`))
	require.Equal(t, "*", good.header.Get("Access-Control-Allow-Origin"))
	bad := s.send("POST", "/storefront/v1/responses", bearer(token(t, nil)), `{`)
	require.Equal(t, http.StatusBadRequest, bad.status)
	require.Equal(t, "*", bad.header.Get("Access-Control-Allow-Origin"))
	require.Empty(t, s.send("OPTIONS", "/proxy/responses", nil, "").header.Get("Access-Control-Allow-Origin"))
}

func TestNextIsWhatTheShopperHasNotAnswered(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	next := func(path string, header http.Header) (int, map[string]any) {
		got := s.send("GET", path, header, "")
		var body map[string]any
		require.NoError(t, json.Unmarshal([]byte(got.body), &body))
		return got.status, body
	}
	require.Equal(t, http.StatusCreated, s.send("POST", "/storefront/v1/responses", bearer(token(t, nil)),
		submission(first, `{"source":"podcast","wish":"socks"}`)).status)
	for _, path := range []string{"/storefront/v1/next?survey=welcome", proxied("/proxy/next", url.Values{"survey": {"welcome"}})} {
		status, body := next(path, bearer(token(t, nil)))
		require.Equal(t, http.StatusOK, status)
		require.Equal(t, "topics", body["next"].(map[string]any)["key"])
		require.EqualValues(t, 1, body["remaining"])
	}
	_, guest := next("/storefront/v1/next?survey=welcome", bearer(token(t, func(c jwt.MapClaims) { delete(c, "sub") })))
	require.Equal(t, "source", guest["next"].(map[string]any)["key"])
	require.NotContains(t, guest["next"], "mapping")
	status, _ := next("/storefront/v1/next?survey=nothing", bearer(token(t, nil)))
	require.Equal(t, http.StatusNotFound, status)
}

func TestADisplayIsCounted(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.send("POST", "/storefront/v1/displays", bearer(token(t, nil)), `{"survey":"welcome","version":1,"surface":"theme"}`)
	require.Equal(t, http.StatusNoContent, got.status)
	got = s.send("POST", "/storefront/v1/displays", bearer(token(t, nil)), `{"survey":"welcome","version":1,"surface":"moon"}`)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, `"field":"surface"`)
}

func TestTheProxysPathIsLearned(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, path := range []string{"/apps/askwell", "/a/ask"} {
		q, err := url.ParseQuery(strings.TrimPrefix(proxied("", nil), "?"))
		require.NoError(t, err)
		q.Del("signature")
		q.Set("path_prefix", path)
		require.Equal(t, http.StatusOK, s.send("GET", "/proxy/next?"+signed(q), nil, "").status)
		known, err := s.store.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, path, known.ProxyPath)
	}
}

func TestTwentyReplaysOfOneSignedPostAreOneResponse(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	path := proxied("/proxy/responses", nil)
	var wg sync.WaitGroup
	bodies := make([]string, 20)
	for i := range bodies {
		wg.Go(func() { bodies[i] = s.send("POST", path, asJSON(), submission(second, `{"source":"podcast"}`)).body })
	}
	wg.Wait()
	require.Len(t, slices.Compact(bodies), 1)
	require.Equal(t, [3]int{1, 1, 1}, s.recorded())
}

func TestTheSameJSONIsIndependentOfTheOrderOfItsFields(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	var body bytes.Buffer
	require.NoError(t, json.Compact(&body, []byte(`{"complete":true,"answers":{"wish":"\ud83e\udde6 <socks>","topics":["sale","news"],"source":{"other":"a poster"}},
		"locale":"sv-SE","surface":"order-status","order":"gid://shopify/Order/9007199254740993","version":1,"survey":"welcome","id":"`+first+`"}`)))
	got := s.send("POST", "/storefront/v1/responses", bearer(token(t, nil)), body.String())
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.JSONEq(t, `{"id":"`+first+`"}`, got.body)
	require.Equal(t, map[string]string{"source": `{"other":"a poster"}`, "topics": `["news","sale"]`, "wish": `"🧦 <socks>"`}, s.preferences())
	data, err := s.store.ExportCustomer(t.Context(), demo, ada, nil)
	require.NoError(t, err)
	require.Equal(t, app.OrderID(9007199254740993), data.Responses[0].Order)
}
