package ledger_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

// kept records a request body and returns what was kept of it.
func kept(contentType, body string) string {
	l := newLedger(ledger.Options{})
	e, _ := l.Find(l.Record(ledger.Entry{Shop: demo, Request: ledger.Message{Headers: http.Header{"Content-Type": {contentType}}, Body: body}}))
	return e.Request.Body
}

func TestASecretIsRecognisableAndNoMore(t *testing.T) {
	t.Parallel()
	const token = "shpat_0123456789abcdef0123456789ab1f2c"
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiZGVtbyJ9.c2lnbmF0dXJlc2lnbmF0dXJl"
	for _, c := range []struct{ kind, body, want string }{
		{"application/json", `{"access_token": "` + token + `", "scope":"read"}`, `{"access_token": "shpat_…1f2c", "scope":"read"}`},
		{"application/json", `{"client_secret":"short"}`, `{"client_secret":"…"}`},
		{"application/json", `{"access_tok\u0065n":"` + token + `"}`, `{"access_tok\u0065n":"shpat_…1f2c"}`},
		{"application/json", `{"token":null,"id":12345678901234567890}`, `{"token":null,"id":12345678901234567890}`},
		{"application/json", `{"token":123456,"ok":true}`, `{"token":"…","ok":true}`},
		{"application/json", `{"secret":{"a":"one","b":["two",3]},"c":"three"}`, `{"secret":{"a":"…","b":["…","…"]},"c":"three"}`},
		{"application/json", `{"value":"{\"refresh_token\":\"shprt_0123456789abcdef\",\"a\":\"<b>\"}"}`, `{"value":"{\"refresh_token\":\"shprt_…cdef\",\"a\":\"<b>\"}"}`},
		{"application/json", `{"query":"mutation { login(password: \"hunter2\") { ok } }"}`, `{"query":"mutation { login(password: \"…\") { ok } }"}`},
		{"application/json", `{"url":"https://x.test/?shop=a\u0026hmac=0123456789abcdef0123\u0026x=1"}`, `{"url":"https://x.test/?shop=a\u0026hmac=…0123\u0026x=1"}`},
		{"application/json", `{"note":"` + jwt + `"}`, `{"note":"eyJ…dXJl"}`},
		{"application/json", `{"access_token":"shpat_0123456789abcdef`, `{"access_token":"shpat_…cdef`},
		{"application/x-www-form-urlencoded", `client_id=1&client_secret=0123456789abcdefghij&code=0123456789abcdefghij`, `client_id=1&client_secret=…ghij&code=…ghij`},
		{"application/x-www-form-urlencoded", `subject_token=` + jwt + `&a=b`, `subject_token=eyJ…dXJl&a=b`},
		{"application/x-www-form-urlencoded", `%63lient_secret=0123456789abcdefghij`, `%63lient_secret=…ghij`},
		{"text/html", `<a href="/discount?code=WELCOME10&amp;signature=0123456789abcdefghij">"\'"</a>`, `<a href="/discount?code=WELCOME10&amp;signature=…ghij">"\'"</a>`},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"x-amz-signature\"\r\n\r\n0123456789abcdefghij\r\n--x--", "--x\r\nContent-Disposition: form-data; name=\"x-amz-signature\"\r\n\r\n…ghij\r\n--x--"},
		{"application/json", `{"errors":[{"extensions":{"code":"THROTTLED_THROTTLED_THROTTLED"}}]}`, `{"errors":[{"extensions":{"code":"THROTTLED_THROTTLED_THROTTLED"}}]}`},
	} {
		require.Equal(t, c.want, kept(c.kind, c.body))
	}
}

func TestHeadersAndAddressesKeepNoSecret(t *testing.T) {
	t.Parallel()
	l := newLedger(ledger.Options{})
	headers := http.Header{
		"Authorization":          {"Bearer shpat_0123456789abcdef0123456789ab1f2c", "Basic dXNlcjpwYXNzd29yZA==", "Klaviyo-API-Key pk_0123456789abcdef01"},
		"X-Shopify-Access-Token": {"shpat_0123456789abcdef0123456789ab1f2c"},
		"X-Shopify-Hmac-Sha256":  {"AAAAbbbbCCCCddddEEEEffffGGGGhhhhIIIIjjjjKKK="},
		"Cookie":                 {"session=1"},
		"Api-Key":                {"xkeysib-0123456789abcdef"},
		"Referer":                {"https://x.test/admin?id_token=0123456789abcdefghij&shop=a"},
		"Content-Type":           {"application/json"},
	}
	id := l.Record(ledger.Entry{Shop: demo, URL: "/proxy/next?shop=a&signature=0123456789abcdefghij&timestamp=1", Request: ledger.Message{Headers: headers}})
	e, _ := l.Find(id)
	require.Equal(t, "/proxy/next?shop=a&signature=…ghij&timestamp=1", e.URL)
	require.Equal(t, http.Header{
		"Authorization":          {"Bearer shpat_…1f2c", "Basic …", "Klaviyo-API-Key pk_…ef01"},
		"X-Shopify-Access-Token": {"shpat_…1f2c"},
		"X-Shopify-Hmac-Sha256":  {"…"},
		"Cookie":                 {"…"},
		"Api-Key":                {"xkeysib-…cdef"},
		"Referer":                {"https://x.test/admin?id_token=…ghij&shop=a"},
		"Content-Type":           {"application/json"},
	}, e.Request.Headers)
	require.Contains(t, headers.Get("X-Shopify-Access-Token"), "0123456789", "the caller's own headers stay as they were")
}

var (
	secretNames = rapid.SampledFrom([]string{
		"access_token", "accessToken", "ACCESS-TOKEN", "X-Shopify-Access-Token", "refresh_token", "client_secret", "clientSecret",
		"id_token", "subject_token", "hmac", "signature", "password", "api_key", "Authorization", "X-Shopify-Hmac-Sha256",
	})
	innocentNames = rapid.SampledFrom([]string{"id", "value", "tags", "expires_in", "scope", "token_type", "code", "état", "query"})
	secrets       = rapid.StringMatching(`[A-Za-z0-9+/]{12,60}`)
	innocents     = rapid.SampledFrom([]string{"", "a", `"quoted" \ text`, "a=b&c=d", "naïve\n", "<b>&", `{"id":1}`, "mutation { x(id: \"1\") }"})
)

// planted draws a JSON value; secrets found in it are noted.
func planted(t *rapid.T, depth int, found *[]string) any {
	object := map[string]any{}
	for range rapid.IntRange(1, 4).Draw(t, "members") {
		name := innocentNames.Draw(t, "name")
		switch rapid.IntRange(0, 5).Draw(t, "what") {
		case 0:
			object[name] = innocents.Draw(t, "innocent")
		case 1:
			value := secrets.Draw(t, "secret")
			*found = append(*found, value)
			object[secretNames.Draw(t, "secretName")] = value
		case 2:
			value := secrets.Draw(t, "secret")
			*found = append(*found, value)
			object[secretNames.Draw(t, "secretName")] = []any{1, map[string]any{name: value}}
		case 3:
			if depth < 3 {
				object[name] = planted(t, depth+1, found)
			}
		case 4:
			if depth < 3 {
				text, _ := json.Marshal(planted(t, depth+1, found))
				object[name] = string(text)
			}
		case 5:
			value := secrets.Draw(t, "secret")
			*found = append(*found, value)
			object[name] = "https://x.test/?a=1&" + secretNames.Draw(t, "secretName") + "=" + url.QueryEscape(value)
		}
	}
	return object
}

func TestNoSecretIsEverKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var found []string
		text, err := json.Marshal(planted(t, 0, &found))
		require.NoError(t, err)
		body := string(text)[:rapid.IntRange(0, len(text)).Draw(t, "cut")]
		form, header := secrets.Draw(t, "form"), secrets.Draw(t, "header")
		found = append(found, form, header)
		name := secretNames.Draw(t, "name")
		l := newLedger(ledger.Options{})
		id := l.Record(ledger.Entry{
			Shop: demo, Title: name + "=" + form, Detail: "?" + name + "=" + form, URL: "/a?b=c&" + name + "=" + url.QueryEscape(form) + "#d",
			Request: ledger.Message{Headers: http.Header{http.CanonicalHeaderKey(name): {header}}, Body: body, Cut: true},
			Answer:  ledger.Message{Headers: http.Header{"Location": {"/?" + name + "=" + form}}, Body: url.Values{name: {form}, "a": {"b"}}.Encode()},
		})
		l.Update(id, func(e *ledger.Entry) { e.Attempts = append(e.Attempts, ledger.Attempt{Note: name + "=" + form}) })
		e, _ := l.Find(id)
		everything := fmt.Sprintf("%+v", e)
		for _, s := range found {
			for _, spelled := range []string{s, url.QueryEscape(s)} {
				require.NotContains(t, everything, spelled[:9], "even a part of %q", s)
			}
		}
		before := e
		l.Update(id, func(*ledger.Entry) {})
		e, _ = l.Find(id)
		require.Equal(t, before.Request, e.Request, "hiding twice is hiding once")
		require.Equal(t, before.URL, e.URL)
		if body == string(text) {
			require.True(t, json.Valid([]byte(e.Request.Body)), e.Request.Body)
		}
	})
}

func TestInnocentBodiesStayAsTheyWere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		object := map[string]any{}
		for range rapid.IntRange(0, 6).Draw(t, "members") {
			object[innocentNames.Draw(t, "name")] = innocents.Draw(t, "value")
		}
		inner, _ := json.MarshalIndent(object, "", "  ")
		object["nested"] = string(inner)
		text, _ := json.Marshal(object)
		require.Equal(t, string(text), kept("application/json", string(text)))
	})
}

func FuzzMaskingNeverFails(f *testing.F) {
	f.Add(`{"access_token":"shpat_0123456789abcdef","a":[1,{"b":"\"c\":"}]}`)
	f.Add("=&token=\xff\"{\\")
	f.Fuzz(func(t *testing.T, body string) {
		once := kept("application/json", body)
		if !strings.Contains(once, "…") {
			require.LessOrEqual(t, len(once), len(body))
		}
	})
}
