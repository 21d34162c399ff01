package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const answersPath = "/storefront/v1/responses"

// submission is a good answer in JSON; change spoils it.
func submission(change func(map[string]any)) string {
	good := map[string]any{
		"id": uuid.NewString(), "survey": "how-did-you-hear", "version": 1, "surface": "thank-you", "locale": "en",
		"shown": []any{}, "answers": map[string]any{"source": "friend"}, "started_at": time.Now().UTC(), "complete": true,
	}
	if change != nil {
		change(good)
	}
	text, err := json.Marshal(good)
	if err != nil {
		panic(err) // a map of plain values
	}
	return string(text)
}

// mint makes a session token as Shopify would, or as somebody who pretends to be
// Shopify.
func mint(t *testing.T, method jwt.SigningMethod, key any, claims jwt.MapClaims) string {
	t.Helper()
	token, err := jwt.NewWithClaims(method, claims).SignedString(key)
	require.NoError(t, err)
	return token
}

func TestWhoCannotProveHerselfIsRefusedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	p := startPair(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	secret, key := p.identity["SHOPIFY_API_SECRET"], p.identity["SHOPIFY_API_KEY"]
	claims := func(change func(jwt.MapClaims)) jwt.MapClaims {
		now := time.Now()
		c := jwt.MapClaims{"dest": sandbox.DemoShop, "aud": key, "exp": now.Add(time.Minute).Unix(), "nbf": now.Unix(), "iat": now.Unix(), "jti": uuid.NewString()}
		if change != nil {
			change(c)
		}
		return c
	}
	for name, token := range map[string]string{
		"no token":       "",
		"garbage":        "garbage",
		"a wrong secret": mint(t, jwt.SigningMethodHS256, []byte("wrong"), claims(nil)),
		"alg none":       mint(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, claims(nil)),
		"another alg":    mint(t, jwt.SigningMethodHS384, []byte(secret), claims(nil)),
		"expired":        mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) { c["exp"] = time.Now().Add(-11 * time.Second).Unix() })),
		"not yet valid":  mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) { c["nbf"] = time.Now().Add(15 * time.Second).Unix() })),
		"no expiry":      mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) { delete(c, "exp") })),
		"another app":    mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) { c["aud"] = "other" })),
		"no shop":        mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) { c["dest"] = "demo-shop.myshopify.com.evil.example" })),
		"two shops in one": mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) {
			c["dest"] = "https://" + sandbox.DemoShop
			c["iss"] = "https://other.myshopify.com/admin"
		})),
	} {
		require.Equal(t, http.StatusUnauthorized, p.status(answersPath, submission(nil), "Authorization", "Bearer "+token), name)
	}
	// A shop that has the app and another that has not: a token of the second
	// opens nothing of the first.
	foreign := mint(t, jwt.SigningMethodHS256, []byte(secret), claims(func(c jwt.MapClaims) { c["dest"] = "slow-wick.myshopify.com" }))
	require.Contains(t, []int{http.StatusNotFound, http.StatusUnprocessableEntity}, p.status(answersPath, submission(nil), "Authorization", "Bearer "+foreign))

	good := "Bearer " + mint(t, jwt.SigningMethodHS256, []byte(secret), claims(nil))
	require.Equal(t, http.StatusRequestEntityTooLarge, p.status(answersPath, strings.Repeat(" ", 65<<10)+submission(nil), "Authorization", good))
	require.Equal(t, http.StatusUnprocessableEntity, p.status(answersPath, submission(func(s map[string]any) {
		s["answers"] = map[string]any{"source": "carrier pigeon"}
	}), "Authorization", good))
	require.Contains(t, p.lastBody, `"field":"answers.source"`)

	p.refuseProxy(secret)
	p.refuseWebhooks(secret)

	require.Empty(t, p.responses(), "something was recorded")
	require.Equal(t, http.StatusCreated, p.status(answersPath, submission(nil), "Authorization", good), p.lastBody)
	require.Len(t, p.responses(), 1)
}

// refuseProxy sends answers through the app proxy's door that Shopify did not
// sign as they are.
func (p *pair) refuseProxy(secret string) {
	p.t.Helper()
	query := func(change func(url.Values)) url.Values {
		q := url.Values{
			"shop": {sandbox.DemoShop}, "logged_in_customer_id": {"1"}, "path_prefix": {"/apps/askwell"},
			"timestamp": {fmt.Sprint(time.Now().Unix())},
		}
		if change != nil {
			change(q)
		}
		q.Set("signature", proxySignature(secret, q))
		return q
	}
	tampered := query(nil)
	tampered.Set("logged_in_customer_id", "2")
	unsigned := query(nil)
	unsigned.Del("signature")
	for name, q := range map[string]url.Values{
		"tampered":      tampered,
		"unsigned":      unsigned,
		"two customers": query(func(q url.Values) { q["logged_in_customer_id"] = []string{"1", "2"} }),
		"two shops":     query(func(q url.Values) { q["shop"] = []string{sandbox.DemoShop, "slow-wick.myshopify.com"} }),
		"stale":         query(func(q url.Values) { q.Set("timestamp", fmt.Sprint(time.Now().Add(-91*time.Second).Unix())) }),
	} {
		status := p.status("/proxy/responses?"+q.Encode(), submission(nil), "X-Requested-With", "askwell")
		require.Contains(p.t, []int{http.StatusBadRequest, http.StatusUnauthorized}, status, name)
	}
}

func proxySignature(secret string, q url.Values) string {
	var pairs []string
	for name, values := range q {
		if name != "signature" {
			pairs = append(pairs, name+"="+strings.Join(values, ","))
		}
	}
	slices.Sort(pairs)
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, strings.Join(pairs, ""))
	return hex.EncodeToString(mac.Sum(nil))
}

// refuseWebhooks sends webhooks that Shopify did not sign, and one too large.
func (p *pair) refuseWebhooks(secret string) {
	p.t.Helper()
	sign := func(key, body string) string {
		mac := hmac.New(sha256.New, []byte(key))
		io.WriteString(mac, body)
		return base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	body := `{"id":1,"updated_at":"2026-11-01T00:00:00Z"}`
	huge := strings.Repeat(" ", 3<<20)
	for name, c := range map[string]struct {
		body, signature string
		status          int
	}{
		"no signature":     {body, "", http.StatusUnauthorized},
		"a wrong one":      {body, sign("wrong", body), http.StatusUnauthorized},
		"another body's":   {body + " ", sign(secret, body), http.StatusUnauthorized},
		"hexadecimal":      {body, hex.EncodeToString([]byte(sign(secret, body))), http.StatusUnauthorized},
		"a body too large": {huge, sign(secret, huge), http.StatusRequestEntityTooLarge},
	} {
		status := p.status("/webhooks/shopify", c.body, "X-Shopify-Hmac-Sha256", c.signature,
			"X-Shopify-Topic", "orders/create", "X-Shopify-Shop-Domain", sandbox.DemoShop, "X-Shopify-Webhook-Id", uuid.NewString())
		require.Equal(p.t, c.status, status, name)
	}
}

// status posts a body with headers and keeps what was answered.
func (p *pair) status(path, body string, headers ...string) int {
	p.t.Helper()
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.app+path, strings.NewReader(body))
	require.NoError(p.t, err)
	request.Header.Set("Content-Type", "application/json")
	for pair := range slices.Chunk(headers, 2) {
		request.Header.Set(pair[0], pair[1])
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(p.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(p.t, err)
	p.lastBody = string(text)
	return response.StatusCode
}
