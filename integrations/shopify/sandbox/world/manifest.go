package world

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Manifest is what the sandbox obeys of shopify.app.toml.
type Manifest struct {
	Name   string `toml:"name"`
	Scopes struct {
		Scopes string `toml:"scopes"`
	} `toml:"access_scopes"`
	Webhooks struct {
		Version       string         `toml:"api_version"`
		Subscriptions []subscription `toml:"subscriptions"`
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

type declared struct {
	Metafields struct {
		App map[string]struct {
			Type string `toml:"type"`
			Name string `toml:"name"`
		} `toml:"app"`
	} `toml:"metafields"`
}

type subscription struct {
	Topics     []string `toml:"topics"`
	Compliance []string `toml:"compliance_topics"`
	URI        string   `toml:"uri"`
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

// Addresses are the URIs subscribed to a topic.
func (m Manifest) Addresses(topic string) []string {
	var out []string
	for _, sub := range m.Webhooks.Subscriptions {
		if slices.Contains(sub.Topics, topic) || slices.Contains(sub.Compliance, topic) {
			out = append(out, sub.URI)
		}
	}
	return out
}

// ProxyPath is where the storefront shows the app: "/apps/askwell".
func (m Manifest) ProxyPath() string {
	if m.Proxy.URL == "" {
		return ""
	}
	return "/" + m.Proxy.Prefix + "/" + m.Proxy.Subpath
}
