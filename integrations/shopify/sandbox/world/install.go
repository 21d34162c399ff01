package world

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// Install gives the app its seat in the shop, with the scopes of its manifest;
// scopes a newer manifest adds come with the next opening. The caller holds the
// lock.
func (w *World) Install(shop *Shop) {
	scopes := w.App.Manifest.AccessScopes()
	if shop.Installed == nil {
		shop.Installed = &Installation{ID: w.NewID(), Metafields: Metafields{}, Scopes: scopes}
		shop.ProxyPath = w.App.Manifest.ProxyPath()
		w.Declare(shop)
		return
	}
	for _, scope := range shop.Installed.Scopes {
		if slices.Contains(w.App.Manifest.Scopes.Optional, scope) {
			scopes = append(scopes, scope)
		}
	}
	w.setScopes(shop, scopes)
	w.Declare(shop)
}

// setScopes changes what the app may do and tells it.
func (w *World) setScopes(shop *Shop, scopes []string) {
	slices.Sort(scopes)
	previous := shop.Installed.Scopes
	if slices.Equal(scopes, slices.Sorted(slices.Values(previous))) {
		return
	}
	shop.Installed.Scopes = scopes
	for _, g := range shop.Installed.Grants {
		g.Scopes = scopes
	}
	w.Announce(shop, "app/scopes_update", Payload{
		"id": GID("AppInstallation", shop.Installed.ID), "shop_id": GID("Shop", shop.ID),
		"previous": previous, "current": scopes, "updated_at": Stamp(w.Now()),
	})
}

// ChangeScopes is the merchant granting or revoking optional scopes; it says
// what is wrong with the wish, "" for nothing. The caller holds the lock.
func (w *World) ChangeScopes(shop *Shop, grant, revoke []string) string {
	if shop.Installed == nil {
		return "the app is not installed"
	}
	for _, scope := range slices.Concat(grant, revoke) {
		if !slices.Contains(w.App.Manifest.Scopes.Optional, scope) {
			return scope + " is not one of the manifest's optional_scopes"
		}
	}
	next := slices.DeleteFunc(slices.Concat(shop.Installed.Scopes, grant), func(scope string) bool { return slices.Contains(revoke, scope) })
	slices.Sort(next)
	w.setScopes(shop, slices.Compact(next))
	return ""
}

// Code is what a merchant brings back from agreeing to an app's scopes.
type Code struct {
	Text    string
	Scopes  []string
	Online  bool
	Expires time.Time
}

const codeLifetime = time.Minute

// Allows reports whether the manifest names a place to send merchants back to,
// or the app itself lives there.
func (w *World) Allows(back *url.URL) bool {
	if back.Host == w.App.URL.Host && back.Scheme == w.App.URL.Scheme {
		return true
	}
	return slices.ContainsFunc(w.App.Manifest.Auth.Redirects, func(allowed string) bool {
		bare := *back
		bare.RawQuery = ""
		return bare.String() == allowed
	})
}

// NewCode makes a code for scopes written "a,b". The caller holds the lock.
func (w *World) NewCode(shop *Shop, scopes string, online bool) string {
	c := &Code{Text: randomHex(), Online: online, Expires: w.Now().Add(codeLifetime)}
	for scope := range strings.FieldsFuncSeq(scopes, func(r rune) bool { return r == ',' || r == ' ' }) {
		c.Scopes = append(c.Scopes, scope)
	}
	shop.Codes = append(Keep(shop.Codes, 20), c)
	return c.Text
}

// TakeCode finds a code that is still good and uses it up, nil when there is none.
func (w *World) TakeCode(shop *Shop, text string) *Code {
	i := slices.IndexFunc(shop.Codes, func(c *Code) bool { return c.Text == text && w.Now().Before(c.Expires) })
	if i < 0 {
		return nil
	}
	c := shop.Codes[i]
	shop.Codes = slices.Delete(shop.Codes, i, i+1)
	return c
}

// Uninstall kills the tokens, forgets the app's data and tells the app; two
// days later the shop asks to be forgotten. The caller holds the lock.
func (w *World) Uninstall(shop *Shop) {
	if shop.Installed == nil {
		return
	}
	shop.Installed = nil
	w.stopBulk(shop)
	w.Announce(shop, "app/uninstalled", w.shopPayload(shop))
	before := len(shop.Webhooks)
	w.Announce(shop, "shop/redact", Payload{"shop_id": shop.ID, "shop_domain": shop.Domain})
	for _, hook := range shop.Webhooks[min(before, len(shop.Webhooks)):] {
		hook.NextAt = w.Now().Add(redactAfter)
		hook.Triggered = hook.NextAt
	}
}

// Installation is the app's seat in a shop.
type Installation struct {
	ID         int64
	Scopes     []string
	Grants     []*Grant
	Metafields Metafields
}
