package sandbox

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Shopify's side of every signature. The app's checks are written apart from
// these on purpose.

func (s *Sandbox) mac(message []byte) []byte {
	h := hmac.New(sha256.New, []byte(s.cfg.Secret))
	h.Write(message)
	return h.Sum(nil)
}

// signBody is X-Shopify-Hmac-Sha256 of a webhook.
func (s *Sandbox) signBody(body []byte) string { return base64.StdEncoding.EncodeToString(s.mac(body)) }

// signProxy is the signature parameter of a proxied request: sorted "key=v1,v2"
// with nothing between them.
func (s *Sandbox) signProxy(query url.Values) string {
	pairs := make([]string, 0, len(query))
	for key, values := range query {
		pairs = append(pairs, key+"="+strings.Join(values, ","))
	}
	slices.Sort(pairs)
	return hex.EncodeToString(s.mac([]byte(strings.Join(pairs, ""))))
}

// signQuery is the hmac parameter of a document request: the percent-encoded
// query with its keys sorted.
func (s *Sandbox) signQuery(query url.Values) string {
	return hex.EncodeToString(s.mac([]byte(strings.ReplaceAll(query.Encode(), "+", "%20"))))
}

// claims are a session token's. Checkout and account extensions get a bare dest
// and a subject only for a known shopper.
type claims struct {
	Issuer    string `json:"iss"`
	Dest      string `json:"dest"`
	Audience  string `json:"aud"`
	Subject   string `json:"sub,omitempty"`
	Expires   int64  `json:"exp"`
	NotBefore int64  `json:"nbf"`
	IssuedAt  int64  `json:"iat"`
	ID        string `json:"jti"`
	Session   string `json:"sid"`
}

// staffID is the merchant who opens the app in the sandbox's admin.
const staffID = "96001"

// sessionToken signs a token of a kind: admin, checkout or account. It runs on
// the machine's clock, not the advanced one: it meets the app's clock.
func (s *Sandbox) sessionToken(shop *shop, kind string, customer int64, ttl time.Duration) string {
	now := s.cfg.Now()
	c := claims{
		Issuer: "https://" + shop.Domain + "/admin", Dest: "https://" + shop.Domain, Audience: s.cfg.APIKey, Subject: staffID,
		Expires: now.Add(ttl).Unix(), NotBefore: now.Unix(), IssuedAt: now.Unix(), ID: randomHex(), Session: randomHex(),
	}
	if kind != "admin" {
		c.Issuer, c.Dest, c.Subject = "https://"+shop.Domain+"/"+kind, shop.Domain, ""
		if customer != 0 {
			c.Subject = gid("Customer", customer)
		}
	}
	text, _ := json.Marshal(c) // strings and numbers: cannot fail
	head := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))
	signed := head + "." + base64.RawURLEncoding.EncodeToString(text)
	return signed + "." + base64.RawURLEncoding.EncodeToString(s.mac([]byte(signed)))
}

// ownToken reads back a session token that must be one of ours, still good, for
// this shop and from the admin: what token exchange asks for.
func (s *Sandbox) ownToken(token string, shop *shop) bool {
	signed, signature, ok := cutLast(token, ".")
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if !ok || err != nil || !hmac.Equal(given, s.mac([]byte(signed))) {
		return false
	}
	_, middle, _ := strings.Cut(signed, ".")
	text, err := base64.RawURLEncoding.DecodeString(middle)
	var c claims
	if err != nil || json.Unmarshal(text, &c) != nil {
		return false
	}
	return c.Dest == "https://"+shop.Domain && c.Audience == s.cfg.APIKey && c.Expires > s.cfg.Now().Unix()
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func randomHex() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand crashes the program instead
	return hex.EncodeToString(b)
}
