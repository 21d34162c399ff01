package interop_test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

func TestTheLibraryAndAskwellReadTheSandboxsSessionTokens(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ada := b.ada()
	for name, c := range map[string]struct {
		kind, customer string
		want           shopify.Session
	}{
		"a staff member's":           {"admin", "", shopify.Session{Shop: demo, User: 96001, Flavour: shopify.FlavourAdmin}},
		"a guest's at the checkout":  {"checkout", "", shopify.Session{Shop: demo, Flavour: shopify.FlavourExtension}},
		"a shopper's after checkout": {"checkout", "ada@example.com", shopify.Session{Shop: demo, Customer: ada, Flavour: shopify.FlavourExtension}},
		"a shopper's in her account": {"account", "ada@example.com", shopify.Session{Shop: demo, Customer: ada, Flavour: shopify.FlavourExtension}},
	} {
		t.Run(name, func(t *testing.T) {
			b := b.in(t)
			token := b.token(c.kind, c.customer, 60)
			got, err := b.askwell.VerifySession(token)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
			// The library's packages for frameworks skip the audience for extensions.
			for _, audience := range []bool{true, false} {
				claims := get[map[string]any](b.library, "decode", map[string]any{"token": token, "checkAudience": audience})
				require.Equal(t, key, claims["aud"])
				require.Equal(t, c.want.Customer != 0 || c.want.User != 0, claims["sub"] != nil)
				require.Contains(t, []any{"https://" + demo, demo}, claims["dest"])
				require.Equal(t, c.kind == "admin", claims["dest"] == "https://"+demo)
			}
			stale := b.token(c.kind, c.customer, -60)
			require.Equal(t, "InvalidJwtError", ask[any](b.library, "decode", map[string]any{"token": stale}).Refused.Name)
			_, err = b.askwell.VerifySession(stale)
			require.True(t, app.Is(err, app.Unauthorized))
		})
	}
}

func TestAskwellReadsTheLibrarysOwnTestToken(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	// The helper leaves the scheme out of the issuer, which Shopify never does.
	token := get[string](b.library, "helperToken", map[string]any{"name": "test-shop", "overrides": map[string]any{"iss": "https://test-shop.myshopify.com/admin"}})
	got, err := b.askwell.VerifySession(token)
	require.NoError(t, err)
	require.Equal(t, shopify.Session{Shop: "test-shop.myshopify.com", User: 12345, Flavour: shopify.FlavourAdmin}, got)
}

func TestAskwellTakesNoTokenTheLibraryRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	now := time.Now().Unix()
	for name, c := range map[string]struct {
		claims        map[string]any // nil takes a claim away
		alg, secret   string
		library, ours bool
	}{
		"as it should be":          {library: true, ours: true},
		"expired within tolerance": {claims: map[string]any{"exp": now - 4}, library: true, ours: true},
		"expired":                  {claims: map[string]any{"exp": now - 15}},
		"valid within tolerance":   {claims: map[string]any{"nbf": now + 4}, library: true, ours: true},
		"not valid yet":            {claims: map[string]any{"nbf": now + 60}},
		"times with a fraction":    {claims: map[string]any{"exp": float64(now) + 59.5, "nbf": float64(now) - 0.5}, library: true, ours: true},
		"signed with HS384":        {alg: "HS384", secret: secret + secret},
		"signed with HS512":        {alg: "HS512", secret: secret + secret},
		"signed by another":        {secret: "shpss_ffffffffffffffffffffffffffffffff"},
		"for another app":          {claims: map[string]any{"aud": "another"}},
		"for no app":               {claims: map[string]any{"aud": nil}},

		// The library leaves these to the apps; ours does not.
		"for ever":                 {claims: map[string]any{"exp": nil}, library: true},
		"issued by another shop":   {claims: map[string]any{"iss": "https://other.myshopify.com/admin"}, library: true},
		"of a host that is none":   {claims: map[string]any{"iss": "https://evil.com/admin", "dest": "https://evil.com"}, library: true},
		"of a staff member's name": {claims: map[string]any{"sub": "root"}, library: true},
	} {
		t.Run(name, func(t *testing.T) {
			b := b.in(t)
			claims := map[string]any{
				"iss": "https://" + demo + "/admin", "dest": "https://" + demo, "aud": key, "sub": "42",
				"exp": now + 60, "nbf": now, "iat": now, "jti": "j", "sid": "s",
			}
			maps.Copy(claims, c.claims)
			maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
			args := map[string]any{"claims": claims, "alg": "HS256", "secret": secret}
			if c.alg != "" {
				args["alg"] = c.alg
			}
			if c.secret != "" {
				args["secret"] = c.secret
			}
			token := get[string](b.library, "mint", args)
			require.Equal(t, c.library, ask[any](b.library, "decode", map[string]any{"token": token}).Refused == nil)
			_, err := b.askwell.VerifySession(token)
			require.Equal(t, c.ours, err == nil)
			require.False(t, c.ours && !c.library)
		})
	}
}
