package shopify_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// serve makes an App that talks to a handler over real HTTP.
func serve(t *testing.T, handler http.HandlerFunc, change ...func(*shopify.Config)) *shopify.App {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	return newApp(t, append(change, func(c *shopify.Config) { c.Base = base })...)
}

func token(context.Context, app.ShopID) (string, error) { return "shpat_1", nil }

func answer(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if len(header) == 2 {
			w.Header().Set(header[0], header[1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "<html>no</html>")
	}
}

const shopAnswer = `{"data":{"shop":{"id":"gid://shopify/Shop/1","name":"Café","myshopifyDomain":"shop-name.myshopify.com",
	"currencyCode":"SEK","ianaTimezone":"Europe/Stockholm","plan":{"publicDisplayName":"Grow"}},
	"currentAppInstallation":{"id":"gid://shopify/AppInstallation/2"}}}`

func TestACallGoesToTheShopsOwnAddressWithThePinnedVersion(t *testing.T) {
	t.Parallel()
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Host != string(shop) || r.URL.Path != "/admin/api/2026-10/graphql.json" || r.Header.Get("X-Shopify-Access-Token") != "shpat_1" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		_, _ = io.WriteString(w, shopAnswer)
	})
	got, err := a.Admin(shop, shopify.TokenFunc(token)).ShopInfo(t.Context())
	require.NoError(t, err)
	require.Equal(t, app.Shop{
		ID: shop, GID: "gid://shopify/Shop/1", Name: "Café", Plan: "Grow", Currency: "SEK",
		Timezone: "Europe/Stockholm", Installation: "gid://shopify/AppInstallation/2",
	}, got)
}

func TestEveryWayACallFailsHasItsKind(t *testing.T) {
	t.Parallel()
	coded := func(code string) http.HandlerFunc {
		return answer(`{"data":null,"errors":[{"message":"no","extensions":{"code":"` + code + `"}}]}`)
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		kind    app.Kind
		after   time.Duration
	}{
		"401":                   {status(401), app.Unauthorized, 0},
		"402":                   {status(402), app.Forbidden, 0},
		"403":                   {status(403), app.Forbidden, 0},
		"404":                   {status(404), app.NotFound, 0},
		"423":                   {status(423), app.Forbidden, 0},
		"429":                   {status(429), app.Throttled, time.Second},
		"429 that says when":    {status(429, "Retry-After", "2.5"), app.Throttled, 2500 * time.Millisecond},
		"a redirect":            {status(302, "Location", "https://evil.example.com"), app.Internal, 0},
		"500":                   {status(500), app.Unavailable, 0},
		"503":                   {status(503), app.Unavailable, 0},
		"200 with a web page":   {status(200), app.Unavailable, 0},
		"200 with nothing":      {answer(""), app.Unavailable, 0},
		"half an answer":        {answer(`{"data":{"shop":`), app.Unavailable, 0},
		"another shop's answer": {answer(strings.Replace(shopAnswer, "shop-name.my", "other.my", 1)), app.Internal, 0},
		"an answer of misfit":   {answer(`{"data":{"shop":7}}`), app.Internal, 0},
		"access denied":         {coded("ACCESS_DENIED"), app.Forbidden, 0},
		"an inactive shop":      {coded("SHOP_INACTIVE"), app.Forbidden, 0},
		"Shopify's own trouble": {coded("INTERNAL_SERVER_ERROR"), app.Unavailable, 0},
		"a call too dear":       {coded("MAX_COST_EXCEEDED"), app.Internal, 0},
		"an unknown field":      {coded("undefinedField"), app.Internal, 0},
		"throttled": {
			answer(`{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],"extensions":{"cost":
			{"requestedQueryCost":250,"actualQueryCost":null,"throttleStatus":{"maximumAvailable":2000,"currentlyAvailable":50,"restoreRate":100}}}}`),
			app.Throttled, 2 * time.Second,
		},
		"throttled without numbers": {coded("THROTTLED"), app.Throttled, time.Second},
		"a broken connection":       {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, app.Unavailable, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := serve(t, c.handler).Admin(shop, shopify.TokenFunc(token)).ShopInfo(t.Context())
			require.Error(t, err)
			require.Equal(t, c.kind, app.KindOf(err), err.Error())
			var known *app.Error
			require.ErrorAs(t, err, &known)
			require.Equal(t, c.after, known.After)
			require.NotContains(t, err.Error(), "shpat_1")
		})
	}
}

func TestAnErrorOfAPartLeavesTheRest(t *testing.T) {
	t.Parallel()
	a := serve(t, answer(`{"data":{"shop":{"name":"here"},"currentAppInstallation":null},"errors":[{"message":"secret words",
		"path":["currentAppInstallation"],"extensions":{"code":"ACCESS_DENIED"}}]}`))
	var out struct {
		Shop struct {
			Name string `json:"name"`
		} `json:"shop"`
	}
	err := a.Admin(shop, shopify.TokenFunc(token)).Do(t.Context(), shopify.Operation{Name: "X", Text: "query X { shop { name } }", Cost: 1}, nil, &out)
	require.Equal(t, app.Forbidden, app.KindOf(err))
	require.Equal(t, "here", out.Shop.Name)
	var parts shopify.GraphErrors
	require.ErrorAs(t, err, &parts)
	require.Equal(t, []any{"currentAppInstallation"}, parts[0].Path)
	require.NotContains(t, err.Error(), "secret words")
}

func TestACallEndsWithItsContext(t *testing.T) {
	t.Parallel()
	a := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := a.Admin(shop, shopify.TokenFunc(token)).ShopInfo(ctx)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Equal(t, app.Unavailable, app.KindOf(err))
	require.Less(t, time.Since(start), 2*time.Second)
}

func TestAnAnswerWithoutEndIsCutOff(t *testing.T) {
	t.Parallel()
	a := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		block := []byte(strings.Repeat(" ", 1<<20))
		for range 20 {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	_, err := a.Admin(shop, shopify.TokenFunc(token)).ShopInfo(t.Context())
	require.Error(t, err)
	require.Contains(t, err.Error(), "over 16777216 bytes")
}

func TestATokenReplacedMeanwhileIsTriedOnce(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		if r.Header.Get("X-Shopify-Access-Token") != "shpat_2" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, shopAnswer)
	})
	var asked atomic.Int64
	replaced := func(context.Context, app.ShopID) (string, error) { return fmt.Sprintf("shpat_%d", asked.Add(1)), nil }
	_, err := a.Admin(shop, shopify.TokenFunc(replaced)).ShopInfo(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, calls.Load())

	_, err = a.Admin(shop, shopify.TokenFunc(token)).ShopInfo(t.Context())
	require.True(t, app.Is(err, app.Unauthorized))
	require.EqualValues(t, 3, calls.Load(), "the same token is not sent twice")

	_, err = a.Admin(shop, shopify.TokenFunc(replaced)).ShopInfo(t.Context())
	require.True(t, app.Is(err, app.Unavailable), "%v: whoever gives the access says whether it is dead", err)
	require.EqualValues(t, 5, calls.Load())
	once := func(context.Context, app.ShopID) (string, error) {
		if asked.Add(1)%2 == 0 {
			return "shpat_1", nil
		}
		return "", app.Errorf(app.Unavailable, "nobody answers")
	}
	_, err = a.Admin(shop, shopify.TokenFunc(once)).ShopInfo(t.Context())
	require.True(t, app.Is(err, app.Unavailable), err)
}

func TestManyCallsAtOnceDoNotRace(t *testing.T) {
	t.Parallel()
	admin := serve(t, answer(shopAnswer)).Admin(shop, shopify.TokenFunc(token))
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			_, err := admin.ShopInfo(t.Context())
			require.NoError(t, err)
		})
	}
	wait.Wait()
}

func TestAnOrderTellsItsCustomer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer string
		want   app.CustomerID
		kind   app.Kind
	}{
		"a customer's":  {`{"data":{"order":{"id":"gid://shopify/Order/5","customer":{"id":"gid://shopify/Customer/9223372036854775807"}}}}`, 9223372036854775807, 0},
		"a guest's":     {`{"data":{"order":{"id":"gid://shopify/Order/5","customer":null}}}`, 0, 0},
		"not there yet": {`{"data":{"order":null}}`, 0, app.NotFound},
	} {
		got, err := serve(t, answer(c.answer)).Admin(shop, shopify.TokenFunc(token)).OrderCustomer(t.Context(), 5)
		require.Equal(t, c.kind, app.KindOf(err), name)
		require.Equal(t, c.want, got, name)
	}
}

func TestSurveysArePublishedAsOneJSONMetafield(t *testing.T) {
	t.Parallel()
	var sent struct {
		Variables struct{ Metafields []map[string]string }
	}
	refuse := false
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&sent)
		errors := "[]"
		if refuse {
			errors = `[{"field":["metafields","0","value"],"code":"INVALID_VALUE","message":"no","elementIndex":null}]`
		}
		_, _ = io.WriteString(w, `{"data":{"metafieldsSet":{"userErrors":`+errors+`}}}`)
	})
	admin := a.Admin(shop, shopify.TokenFunc(token))
	require.NoError(t, admin.PublishSurveys(t.Context(), "gid://shopify/Shop/1", []byte(`{"surveys":[]}`)))
	require.Equal(t, []map[string]string{{
		"ownerId": "gid://shopify/Shop/1", "namespace": "$app", "key": "surveys", "type": "json", "value": `{"surveys":[]}`,
	}}, sent.Variables.Metafields)

	require.True(t, app.Is(admin.PublishSurveys(t.Context(), "gid://shopify/Shop/1", make([]byte, 128<<10+1)), app.TooLarge))
	refuse = true
	err := admin.PublishSurveys(t.Context(), "gid://shopify/Shop/1", []byte(`{}`))
	require.True(t, app.Is(err, app.Rejected))
	var refused shopify.UserErrors
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "INVALID_VALUE", refused[0].Code)
}
