package world

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Manifest is what the sandbox obeys of shopify.app.toml.
type Manifest struct {
	Name   string `toml:"name"`
	Handle string `toml:"handle"` // in the admin's addresses
	Auth   struct {
		Redirects []string `toml:"redirect_urls"`
	} `toml:"auth"`
	Scopes struct {
		Scopes   string   `toml:"scopes"`
		Optional []string `toml:"optional_scopes"` // asked for one by one, while the app runs
	} `toml:"access_scopes"`
	Access struct {
		Admin struct {
			Direct bool `toml:"embedded_app_direct_api_access"` // the embedded app may ask the Admin API from its pages
		} `toml:"admin"`
	} `toml:"access"`
	Webhooks struct {
		Version       string          `toml:"api_version"`
		Subscriptions []*Subscription `toml:"subscriptions"`
	} `toml:"webhooks"`
	Proxy struct {
		URL     string `toml:"url"`
		Prefix  string `toml:"prefix"`
		Subpath string `toml:"subpath"`
	} `toml:"app_proxy"`
	// Declared metafields, by owner: [customer.metafields.app.source].
	Customer declared `toml:"customer"`
	Order    declared `toml:"order"`
	Shop     declared `toml:"shop"`
}

// ReadManifest reads shopify.app.toml.
func ReadManifest(text []byte) (Manifest, error) {
	var m Manifest
	if err := toml.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("sandbox: read shopify.app.toml: %w", err)
	}
	return m, nil
}

// AccessScopes are the access scopes a merchant grants when she installs.
func (m Manifest) AccessScopes() []string {
	var out []string
	for scope := range strings.SplitSeq(m.Scopes.Scopes, ",") {
		if scope = strings.TrimSpace(scope); scope != "" {
			out = append(out, scope)
		}
	}
	return out
}

// AdminPath is where the admin shows the app: "/admin/apps/askwell".
func (m Manifest) AdminPath() string {
	return "/admin/apps/" + cmp.Or(m.Handle, strings.ReplaceAll(strings.ToLower(m.Name), " ", "-"))
}

// Missing are the scopes the manifest asks for and a merchant has not granted.
func (m Manifest) Missing(shop *Shop) []string {
	if shop.Installed == nil {
		return m.AccessScopes()
	}
	return slices.DeleteFunc(m.AccessScopes(), func(scope string) bool { return slices.Contains(shop.Installed.Scopes, scope) })
}

// ProxyPath is where the storefront shows the app: "/apps/askwell".
func (m Manifest) ProxyPath() string {
	if m.Proxy.URL == "" {
		return ""
	}
	return "/" + m.Proxy.Prefix + "/" + m.Proxy.Subpath
}
