package conformance_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// app is the app under test: it keeps what it hears and answers as told.
type app struct {
	url string

	mu      sync.Mutex
	conduct behaviour
	letters []map[string]any
}

func newApp(t *testing.T) *app {
	t.Helper()
	a := &app{conduct: behaviour{Status: http.StatusOK}}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	a.url = server.URL
	return a
}

func (a *app) behave(b behaviour) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if b.Status == 0 {
		b.Status = http.StatusOK
	}
	a.conduct = b
}

// ServeHTTP writes a request down, with what its signatures should have been.
func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	headers := map[string]any{}
	for name, values := range r.Header {
		headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	letter := map[string]any{
		"method": r.Method, "path": r.URL.Path, "headers": headers, "query": flat(r.URL.Query()), "text": string(body),
		"signed":       r.Header.Get("X-Shopify-Hmac-Sha256") == base64.StdEncoding.EncodeToString(mac(string(body))),
		"proxy_signed": r.URL.Query().Get("signature") == proxySignature(r.URL.Query()),
	}
	var parsed any
	if json.Unmarshal(body, &parsed) == nil {
		letter["body"] = parsed
	}
	a.mu.Lock()
	a.letters = append(a.letters, letter)
	conduct := a.conduct
	a.mu.Unlock()
	select {
	case <-time.After(time.Duration(conduct.Sleep)):
	case <-r.Context().Done():
	}
	for name, value := range conduct.Headers {
		w.Header().Set(name, value)
	}
	w.WriteHeader(conduct.Status)
	_, _ = io.WriteString(w, conduct.Body)
}

// heard waits for the nth request of a webhook topic, or the nth that is no
// webhook for "/". "count" in it is how many there are by now.
func (a *app) heard(t *testing.T, topic string, nth int, doing string) map[string]any {
	t.Helper()
	var of []map[string]any
	require.Eventually(t, func() bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		of = slices.DeleteFunc(slices.Clone(a.letters), func(l map[string]any) bool {
			named, is := dig(l, "headers.x-shopify-topic").(string)
			return is != (topic != "/") || is && named != topic
		})
		return len(of) >= nth
	}, patience, 5*time.Millisecond, "%s\nthe app heard no %d. %s", doing, nth, topic)
	letter := of[nth-1]
	letter["count"] = len(of)
	return letter
}

// flat is a query with its single values bare.
func flat(query url.Values) map[string]any {
	out := map[string]any{}
	for name, values := range query {
		if out[name] = values[0]; len(values) > 1 {
			out[name] = anys(values)
		}
	}
	return out
}

func anys(values []string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// takeApart reads a JSON Web Token and whether the app's secret signed it.
func takeApart(t *testing.T, token string) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	require.Len(t, parts, 3)
	out := map[string]any{"signed": parts[2] == base64.RawURLEncoding.EncodeToString(mac(parts[0]+"."+parts[1]))}
	for i, name := range []string{"header", "claims"} {
		text, err := base64.RawURLEncoding.DecodeString(parts[i])
		require.NoError(t, err)
		var v map[string]any
		require.NoError(t, json.Unmarshal(text, &v))
		out[name] = v
	}
	claims := out["claims"].(map[string]any)
	lives, _ := claims["exp"].(float64)
	since, _ := claims["nbf"].(float64)
	out["lives"] = lives - since
	return out
}

// proxySignature is computed as authenticate-app-proxies says: pairs sorted,
// nothing between them.
func proxySignature(query url.Values) string {
	var pairs []string
	for name, values := range query {
		if name != "signature" {
			pairs = append(pairs, name+"="+strings.Join(values, ","))
		}
	}
	slices.Sort(pairs)
	return hex.EncodeToString(mac(strings.Join(pairs, "")))
}

func mac(text string) []byte {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(text))
	return h.Sum(nil)
}
