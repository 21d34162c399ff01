package app

import (
	"cmp"
	"strings"
	"time"
)

// Shop is one store that knows us, installed or not any more.
type Shop struct {
	ID            ShopID     `gorm:"primaryKey"`
	Name          string     // as the merchant wrote it
	Plan          string     // Shopify's public display name of the plan
	Currency      string     // ISO 4217
	Timezone      string     // IANA name
	Locale        string     // BCP 47, the shop's primary language
	Installation  string     // gid of our AppInstallation: owner of app-data metafields
	GID           string     `gorm:"column:gid"` // the shop's own global id: owner of shop metafields
	ProxyPath     string     // the storefront path of our app proxy, learned from requests
	TagPrefix     string     // what our tags on customers start with: settings.CheckTagPrefix
	TagPrefixes   []string   `gorm:"serializer:json;column:former_tag_prefixes"` // and started with before: some may still
	Budget        *Budget    `gorm:"serializer:json"`                            // of its shoppers' time; nil: as much as is usual
	Purposes      []Purpose  `gorm:"serializer:json"`                            // what answers may be used for; nil: DefaultPurposes
	Retention     *Retention `gorm:"serializer:json"`                            // nil: DefaultRetention
	Languages     []string   `gorm:"serializer:json"`                            // its new surveys are written in; nil: UsualLanguages
	Salt          string     // random, per shop: makes tombstones unlinkable between shops
	GuideGone     time.Time  `gorm:"serializer:unixms;column:guide_dismissed_at"` // the guide to a first survey was put away
	InstalledAt   time.Time  `gorm:"serializer:unixms"`
	UninstalledAt time.Time  `gorm:"serializer:unixms"` // zero while installed
}

// DefaultTagPrefix starts our tags on customers, so that they are told from the merchant's.
const DefaultTagPrefix = "askwell:"

// OwnTag reports whether a tag we wrote is of a question, by whatever prefix the shop had then:
// a prefix has one colon, its last character.
func OwnTag(tag, question string) bool {
	_, rest, _ := strings.Cut(tag, ":")
	return strings.HasPrefix(rest, question+":")
}

// Installed reports whether we may act for the shop.
func (s Shop) Installed() bool { return !s.InstalledAt.IsZero() && s.UninstalledAt.IsZero() }

// Zone is where the shop's days begin: UTC when Shopify told no time zone we know.
func (s Shop) Zone() *time.Location {
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// UsualLanguages are what a shop writes in that says nothing else: its own language.
func (s Shop) UsualLanguages() []string { return []string{cmp.Or(Language(s.Locale), "en")} }

// WritesIn are the languages of the shop's new surveys; the first is shown where a
// shopper's own is missing.
func (s Shop) WritesIn() []string {
	if len(s.Languages) > 0 {
		return s.Languages
	}
	return s.UsualLanguages()
}

// DefaultProxyPath is where shopify.app.toml asks Shopify to put our app proxy. A
// merchant may move it, which the first request through it tells.
const DefaultProxyPath = "/apps/askwell"

// Proxy is the storefront path of our app proxy, as far as it is known.
func (s Shop) Proxy() string { return strings.TrimSuffix(cmp.Or(s.ProxyPath, DefaultProxyPath), "/") }

// Access is what lets us call Shopify for one shop: an expiring offline token
// and the refresh token that replaces the pair.
type Access struct {
	Token            string
	RefreshToken     string
	Scopes           []string
	ExpiresAt        time.Time
	RefreshExpiresAt time.Time
}

// Webhook is one delivery from Shopify as it waits in the inbox.
type Webhook struct {
	Shop        ShopID
	ID          string // X-Shopify-Webhook-Id: the same on every retry
	Topic       string // "orders/create"
	EventID     string // shared by all deliveries of one merchant action
	TriggeredAt time.Time
	ReceivedAt  time.Time
	Payload     []byte // the raw body, emptied once handled
	Attempts    int
}
