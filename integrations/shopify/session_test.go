package shopify_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

func adminClaims() jwt.MapClaims {
	return jwt.MapClaims{
		"iss": "https://shop-name.myshopify.com/admin", "dest": "https://shop-name.myshopify.com",
		"aud": key, "sub": "42", "jti": "j", "sid": "s",
		"nbf": proxied.Unix(), "iat": proxied.Unix(), "exp": proxied.Add(time.Minute).Unix(),
	}
}

func extensionClaims() jwt.MapClaims {
	c := adminClaims()
	delete(c, "iss")
	c["dest"], c["sub"] = "shop-name.myshopify.com", "gid://shopify/Customer/7"
	return c
}

func mint(t *testing.T, method jwt.SigningMethod, secret any, claims jwt.MapClaims) string {
	t.Helper()
	token, err := jwt.NewWithClaims(method, claims).SignedString(secret)
	require.NoError(t, err)
	return token
}

func TestASessionTokenProvesWhoSpeaks(t *testing.T) {
	t.Parallel()
	a := newApp(t, func(c *shopify.Config) { c.PreviousSecret = "older" })
	guest := extensionClaims()
	delete(guest, "sub")
	for name, c := range map[string]struct {
		claims jwt.MapClaims
		secret string
		want   shopify.Session
	}{
		"staff":                {adminClaims(), secret, shopify.Session{Shop: shop, User: 42, Flavour: shopify.FlavourAdmin}},
		"staff, older secret":  {adminClaims(), "older", shopify.Session{Shop: shop, User: 42, Flavour: shopify.FlavourAdmin}},
		"a logged-in customer": {extensionClaims(), secret, shopify.Session{Shop: shop, Customer: 7, Flavour: shopify.FlavourExtension}},
		"a guest":              {guest, secret, shopify.Session{Shop: shop, Flavour: shopify.FlavourExtension}},
	} {
		got, err := a.VerifySession(mint(t, jwt.SigningMethodHS256, []byte(c.secret), c.claims))
		require.NoError(t, err, name)
		require.Equal(t, c.want, got, name)
	}
}

func TestASessionTokenIsRefused(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	with := func(base jwt.MapClaims, change jwt.MapClaims) string {
		maps.Copy(base, change)
		return mint(t, jwt.SigningMethodHS256, []byte(secret), base)
	}
	without := func(base jwt.MapClaims, claim string) string {
		delete(base, claim)
		return mint(t, jwt.SigningMethodHS256, []byte(secret), base)
	}
	good := mint(t, jwt.SigningMethodHS256, []byte(secret), adminClaims())
	_, err := a.VerifySession(good)
	require.NoError(t, err)

	parts := strings.Split(good, ".")
	other := strings.Split(mint(t, jwt.SigningMethodHS256, []byte(secret), extensionClaims()), ".")
	for name, token := range map[string]string{
		"when empty":                     "",
		"when it is not a token":         "a.b.c",
		"when huge":                      good + strings.Repeat("x", 5000),
		"with alg none":                  mint(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, adminClaims()),
		"with HS512":                     mint(t, jwt.SigningMethodHS512, []byte(secret), adminClaims()),
		"with another secret":            mint(t, jwt.SigningMethodHS256, []byte("guess"), adminClaims()),
		"with an empty secret":           mint(t, jwt.SigningMethodHS256, []byte(""), adminClaims()),
		"with another's payload":         parts[0] + "." + other[1] + "." + parts[2],
		"when expired":                   with(adminClaims(), jwt.MapClaims{"exp": proxied.Add(-11 * time.Second).Unix()}),
		"when not valid yet":             with(adminClaims(), jwt.MapClaims{"nbf": proxied.Add(11 * time.Second).Unix()}),
		"without expiry":                 without(adminClaims(), "exp"),
		"for another app":                with(adminClaims(), jwt.MapClaims{"aud": "other"}),
		"for no app":                     without(adminClaims(), "aud"),
		"issued by another shop":         with(adminClaims(), jwt.MapClaims{"iss": "https://other.myshopify.com/admin"}),
		"without an issuer":              without(adminClaims(), "iss"),
		"for a host that is no shop":     with(adminClaims(), jwt.MapClaims{"iss": "https://evil.com/admin", "dest": "https://evil.com"}),
		"over plain http":                with(adminClaims(), jwt.MapClaims{"dest": "http://shop-name.myshopify.com"}),
		"with a user in the host":        with(adminClaims(), jwt.MapClaims{"dest": "https://x@shop-name.myshopify.com"}),
		"of a staff member without id":   with(adminClaims(), jwt.MapClaims{"sub": ""}),
		"of an extension of no shop":     with(extensionClaims(), jwt.MapClaims{"dest": "evil.com"}),
		"of an extension, wrong subject": with(extensionClaims(), jwt.MapClaims{"sub": "42"}),
		"of an extension, order subject": with(extensionClaims(), jwt.MapClaims{"sub": "gid://shopify/Order/7"}),
	} {
		_, err := a.VerifySession(token)
		require.True(t, app.Is(err, app.Unauthorized), name)
		require.NotContains(t, err.Error(), secret)
	}
}

func FuzzASessionTokenNeverPanics(f *testing.F) {
	a, err := shopify.New(shopify.Config{APIKey: key, Secret: secret})
	require.NoError(f, err)
	f.Add("a.b.c")
	f.Add("eyJhbGciOiJub25lIn0.e30.")
	f.Fuzz(func(t *testing.T, token string) {
		_, err := a.VerifySession(token)
		require.Error(t, err)
	})
}
