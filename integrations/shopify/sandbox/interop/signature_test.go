package interop_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// awkward are queries whose signatures implementations like to get wrong.
var awkward = []string{
	"",
	"extra=1&extra=2",
	"custom=hello%20world&code=some%20code+goes%20here",
	"eq=1%3D2&amp=1%262&percent=100%25",
	"empty=&bare",
	"=nameless",
	"list%5B%5D=1&list%5B%5D=2",
	"comma=1,2&comma=3",
	"name=%C5%BB%C3%B3%C5%82%C4%87&candle=%F0%9F%95%AF",
	"rest=-._!'()",
	"tilde=~&star=*",
	"zero=a%00b&line=a%0D%0Ab",
	"constructor=1&__proto__=2&toString=3",
	"10=a&9=b",
}

// forwarded asks the storefront for a page of the app's and returns the request
// as it came there.
func (b *bench) forwarded(query string, customer app.CustomerID) heard {
	b.Helper()
	before := len(b.heard("/proxy/"))
	b.visit("/apps/askwell/next?"+query, customer)
	got := b.heard("/proxy/")
	require.Len(b, got, before+1, query)
	return got[before]
}

func rawQuery(h heard) string {
	_, query, _ := strings.Cut(h.URL, "?")
	return query
}

func TestTheLibraryAndAskwellBelieveWhatTheSandboxForwards(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	ada := b.ada()
	for _, query := range awkward {
		for _, customer := range []app.CustomerID{0, ada} {
			got := b.forwarded(query, customer)
			require.True(t, got.Valid, query)
			from, err := b.askwell.VerifyProxy(rawQuery(got))
			require.NoError(t, err, query)
			require.Equal(t, shopify.ProxyRequest{Shop: demo, Customer: customer, PathPrefix: "/apps/askwell"}, from, query)
		}
	}

	t.Run("and where they part, ours is the documented way or the stricter", func(t *testing.T) {
		b := b.in(t)
		for query, ours := range map[string]bool{
			// Shopify's documented example sorts the joined "key=value" by their
			// bytes. The library sorts the keys, as a dictionary would.
			"key=1&key1=2":   true,
			"B=1&a=2":        true,
			"a_b=1&a1=2":     true,
			"%C3%A9=1&z=2":   true,
			"hmac=a-shopper": true, // signed with the rest; the library leaves it out
		} {
			got := b.forwarded(query, 0)
			require.False(t, got.Valid, query)
			_, err := b.askwell.VerifyProxy(rawQuery(got))
			require.Equal(t, ours, err == nil, query)
		}
		for query, library := range map[string]bool{
			"shop=other.myshopify.com": false,
			"timestamp=1":              false,
			"logged_in_customer_id=7":  true, // a shopper who says who she is
			"path_prefix=%2Fx":         true,
		} {
			got := b.forwarded(query, 0)
			require.Equal(t, library, got.Valid, query)
			_, err := b.askwell.VerifyProxy(rawQuery(got))
			require.True(t, app.Is(err, app.Unauthorized), query)
		}
	})
}

// signator is one of Shopify's two ways to sign a query.
type signator struct{ name, parameter string }

var (
	document = signator{"admin", "hmac"}
	proxy    = signator{"appProxy", "signature"}
)

// verdicts are the library's and ours of a signed query.
func (b *bench) verdicts(query string, s signator) (library, ours bool) {
	b.Helper()
	theirs := ask[bool](b.library, "checkQuery", map[string]any{"query": query, "signator": s.name})
	_, err := b.askwell.VerifyProxy(query)
	if s == document {
		_, err = b.askwell.VerifyQuery(query)
	}
	return theirs.Refused == nil && theirs.Result, err == nil
}

// signed is a query with the library's signature.
func (b *bench) signed(query string, at time.Time, s signator) string {
	b.Helper()
	query += "&shop=" + demo + "&timestamp=" + strconv.FormatInt(at.Unix(), 10)
	return query + "&" + s.parameter + "=" + get[string](b.library, "signQuery", map[string]any{"query": query, "signator": s.name})
}

func TestAskwellBelievesWhatTheLibrarySigns(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, s := range []signator{document, proxy} {
		for _, query := range awkward {
			if s == document && repeats(query) {
				continue // Shopify's own never repeat; ours refuses them, the library cannot decide
			}
			library, ours := b.verdicts(b.signed(query, time.Now(), s), s)
			require.True(t, library, "%s %s", s.name, query)
			require.True(t, ours, "%s %s", s.name, query)
		}
	}

	t.Run("and neither believes more", func(t *testing.T) {
		b := b.in(t)
		for _, s := range []signator{document, proxy} {
			good := b.signed("a=1", time.Now(), s)
			other := document
			if s == document {
				other = proxy
			}
			for name, query := range map[string]string{
				"tampered":                    strings.Replace(good, "a=1", "a=2", 1),
				"with a parameter more":       good + "&b=1",
				"unsigned":                    good[:strings.Index(good, "&"+s.parameter)],
				"cut short":                   good[:len(good)-1],
				"signed the other way":        strings.Replace(b.signed("a=1", time.Now(), other), other.parameter, s.parameter, 1),
				"91 seconds old":              b.signed("", time.Now().Add(-92*time.Second), s),
				"from 91 seconds in future":   b.signed("", time.Now().Add(93*time.Second), s),
				"signed for no moment":        strings.Replace(good, "timestamp", "time", 1),
				"with a repeated shop":        "shop=other.myshopify.com&" + good,
				"with the signature repeated": good + "&" + s.parameter + "=00",
			} {
				library, ours := b.verdicts(query, s)
				require.False(t, library, "%s %s", s.name, name)
				require.False(t, ours, "%s %s", s.name, name)
			}
		}
	})

	t.Run("Shopify's documented signatures", func(t *testing.T) {
		at := func() time.Time { return time.Unix(1317327555, 0) }
		askwell, err := shopify.New(shopify.Config{APIKey: key, Secret: "hush", Now: at})
		require.NoError(t, err)
		for customer, sum := range map[string]string{
			"1": "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
			"":  "e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb",
		} {
			query := "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=" + customer +
				"&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555"
			require.Equal(t, sum, get[string](b.in(t).library, "signQuery", map[string]any{"query": query, "signator": "appProxy", "secret": "hush"}))
			_, err := askwell.VerifyProxy(query + "&signature=" + sum)
			require.NoError(t, err)
		}
	})

	t.Run("a webhook's body", func(t *testing.T) {
		for _, body := range []string{`{}`, `{"note":"Żółć & <ünïcode> \u2028 🕯 = 100%"}`, "{\n \"id\": 706405506930370084 }\n", strings.Repeat("x", 1<<20)} {
			sum := get[string](b.in(t).library, "signBody", map[string]any{"body": body})
			require.NoError(t, b.askwell.VerifyWebhook([]byte(body), sum))
			require.True(t, app.Is(b.askwell.VerifyWebhook([]byte(body+" "), sum), app.Unauthorized))
		}
	})
}

func repeats(query string) bool {
	values, err := url.ParseQuery(query)
	if err != nil {
		return true
	}
	for _, v := range values {
		if len(v) > 1 {
			return true
		}
	}
	return false
}
