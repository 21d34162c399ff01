package world

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Shopify's side of every signature. The app's checks are written apart from
// these on purpose.

func (a App) mac(message []byte) []byte {
	h := hmac.New(sha256.New, []byte(a.Secret))
	h.Write(message)
	return h.Sum(nil)
}

// SignBody is X-Shopify-Hmac-Sha256 of a webhook.
func (a App) SignBody(body []byte) string { return base64.StdEncoding.EncodeToString(a.mac(body)) }

// SignProxy is the signature parameter of a proxied request: sorted "key=v1,v2"
// with nothing between them.
func (a App) SignProxy(query url.Values) string {
	pairs := make([]string, 0, len(query))
	for key, values := range query {
		pairs = append(pairs, key+"="+strings.Join(values, ","))
	}
	slices.Sort(pairs)
	return hex.EncodeToString(a.mac([]byte(strings.Join(pairs, ""))))
}

// signQuery is the hmac parameter of a document request: the percent-encoded
// query with its keys sorted.
func (a App) signQuery(query url.Values) string {
	return hex.EncodeToString(a.mac([]byte(formEncoding.Replace(query.Encode()))))
}

// formEncoding turns Go's encoding of a query into Shopify's.
var formEncoding = strings.NewReplacer("+", "%20", "%2A", "*", "~", "%7E")

// claims are a session token's. Checkout and account extensions get a bare dest,
// no issuer, and a subject only for a known shopper
// (shopify.dev/docs/api/checkout-ui-extensions/latest/apis/session-token).
type claims struct {
	Issuer    string `json:"iss,omitempty"`
	Dest      string `json:"dest"`
	Audience  string `json:"aud"`
	Subject   string `json:"sub,omitempty"`
	Expires   int64  `json:"exp"`
	NotBefore int64  `json:"nbf"`
	IssuedAt  int64  `json:"iat"`
	ID        string `json:"jti"`
	Session   string `json:"sid,omitempty"`
}

// staffID is the merchant who opens the app in the sandbox's admin.
const staffID = "96001"

// SessionToken signs a token of a kind: admin, checkout or account.
func (w *World) SessionToken(shop *Shop, kind string, customer int64, ttl time.Duration) string {
	now := w.Now()
	c := claims{
		Dest: shop.Domain, Audience: w.App.Key,
		Expires: now.Add(ttl).Unix(), NotBefore: now.Unix(), IssuedAt: now.Unix(), ID: randomHex(),
	}
	switch {
	case kind == "admin":
		c.Issuer, c.Dest, c.Subject, c.Session = "https://"+shop.Domain+"/admin", "https://"+shop.Domain, staffID, randomHex()
	case customer != 0:
		c.Subject = GID("Customer", customer)
	}
	text, _ := json.Marshal(c) // strings and numbers: cannot fail
	head := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT"}`))
	signed := head + "." + base64.RawURLEncoding.EncodeToString(text)
	return signed + "." + base64.RawURLEncoding.EncodeToString(w.App.mac([]byte(signed)))
}

// OwnToken reads back a session token that must be one of ours, still good, for
// this shop and from the admin: what token exchange asks for.
func (w *World) OwnToken(token string, shop *Shop) bool {
	signed, signature, ok := CutLast(token, ".")
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if !ok || err != nil || !hmac.Equal(given, w.App.mac([]byte(signed))) {
		return false
	}
	_, middle, _ := strings.Cut(signed, ".")
	text, err := base64.RawURLEncoding.DecodeString(middle)
	var c claims
	if err != nil || json.Unmarshal(text, &c) != nil {
		return false
	}
	return c.Dest == "https://"+shop.Domain && c.Audience == w.App.Key && c.Expires > w.Now().Unix()
}

// CutLast cuts s at the last sep.
func CutLast(s, sep string) (before, after string, ok bool) {
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

// Staff is the merchant who uses the sandbox's admin, as an online token names her.
func Staff(shop *Shop) map[string]any {
	id, _ := strconv.ParseInt(staffID, 10, 64) // a constant of ours
	return map[string]any{
		"id": id, "first_name": "Sam", "last_name": "Merchant", "email": shop.Email, "email_verified": true,
		"account_owner": true, "locale": shop.Languages[0], "collaborator": false,
	}
}

// Signed adds to a query what Shopify sends with every redirect to an app: the
// shop, where it is embedded, the time and a signature over all of it.
func (w *World) Signed(shop *Shop, query url.Values) url.Values {
	name := strings.TrimSuffix(shop.Domain, ".myshopify.com")
	query.Set("shop", shop.Domain)
	query.Set("host", base64.RawURLEncoding.EncodeToString([]byte("admin.shopify.com/store/"+name)))
	query.Set("timestamp", Number(w.Now().Unix()))
	query.Set("hmac", w.App.signQuery(query))
	return query
}

// DocumentURL is the address of the app's document with what Shopify adds to
// it: who opens it, and a signature over that and over what the app itself had said.
func (w *World) DocumentURL(shop *Shop, path string, said url.Values) string {
	query := url.Values{}
	maps.Copy(query, said)
	query.Set("embedded", "1")
	query.Set("locale", shop.Languages[0])
	query.Set("session", randomHex())
	query.Set("id_token", w.SessionToken(shop, "admin", 0, time.Minute))
	query = w.Signed(shop, query)
	return w.App.URL.Scheme + "://" + w.App.URL.Host + "/" + strings.TrimPrefix(path, "/") + "?" + query.Encode()
}
