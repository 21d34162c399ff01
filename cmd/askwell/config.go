package main

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/integrations/client"
)

// config is everything the environment decides. Nothing else reads it.
type config struct {
	AppURL         *url.URL
	Port           int
	DatabaseURL    string
	RedisURL       string
	APIKey         string
	APISecret      string
	PreviousSecret string
	Keys           *seal.Ring
	LogLevel       slog.Level

	// Registered is this app at the vendors that let merchants in at their own site.
	Registered map[string]client.Registered
}

// setting is one variable: its name, what it is for, and how it is read.
// .env.example is checked against this list.
type setting struct {
	name     string
	also     string // a second name for the same thing
	fallback string
	help     string
	read     func(c *config, value string) error
}

var settings = []setting{
	{"APP_URL", "HOST", "", "where this app is reached, https://… (Shopify CLI sets HOST)", readAppURL},
	{"PORT", "BACKEND_PORT", "8080", "the port it listens on", readPort},
	{"DATABASE_URL", "", "sqlite:askwell.db", "sqlite:<path> or postgres://…", readDatabaseURL},
	{"REDIS_URL", "", "", "redis://, rediss://, redis-sentinel:// or redis-cluster://; empty: the embedded queue, one process", readRedisURL},
	{"SHOPIFY_API_KEY", "", "", "the app's client id", required(func(c *config, v string) { c.APIKey = v })},
	{"SHOPIFY_API_SECRET", "", "", "the app's client secret", required(func(c *config, v string) { c.APISecret = v })},
	{"SHOPIFY_API_SECRET_PREVIOUS", "", "", "the old secret while it is being rotated", func(c *config, v string) error { c.PreviousSecret = v; return nil }},
	{"ENCRYPTION_KEYS", "", "", "32 random bytes in base64 (openssl rand -base64 32), comma separated: the first seals, all open", readKeys},
	{"KLAVIYO_CLIENT_ID", "", "", registeredHelp("Klaviyo"), clientID("klaviyo")},
	{"KLAVIYO_CLIENT_SECRET", "", "", "its client secret", clientSecret("klaviyo")},
	{"OMNISEND_CLIENT_ID", "", "", registeredHelp("Omnisend"), clientID("omnisend")},
	{"OMNISEND_CLIENT_SECRET", "", "", "its client secret", clientSecret("omnisend")},
	{"MAILCHIMP_CLIENT_ID", "", "", registeredHelp("Mailchimp"), clientID("mailchimp")},
	{"MAILCHIMP_CLIENT_SECRET", "", "", "its client secret", clientSecret("mailchimp")},
	{"HUBSPOT_CLIENT_ID", "", "", registeredHelp("HubSpot"), clientID("hubspot")},
	{"HUBSPOT_CLIENT_SECRET", "", "", "its client secret", clientSecret("hubspot")},
	{"LOG_LEVEL", "", "info", "debug, info, warn or error", func(c *config, v string) error { return c.LogLevel.UnmarshalText([]byte(v)) }},
}

// loadConfig reads the environment and names everything that is wrong with it.
func loadConfig(env func(string) string) (config, error) {
	var c config
	var wrong []error
	for _, s := range settings {
		value := env(s.name)
		if value == "" && s.also != "" {
			value = env(s.also)
		}
		if value == "" {
			value = s.fallback
		}
		if err := s.read(&c, value); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w (%s)", s.name, err, s.help))
		}
	}
	return c, errors.Join(wrong...)
}

func registeredHelp(vendor string) string {
	return "the client id of an OAuth app at " + vendor + "; empty: merchants connect it with a key"
}

func clientID(kind string) func(*config, string) error {
	return func(c *config, v string) error {
		if c.Registered == nil {
			c.Registered = map[string]client.Registered{}
		}
		if v != "" {
			c.Registered[kind] = client.Registered{ID: v}
		}
		return nil
	}
}

// clientSecret is read after the id: one without the other is a mistake.
func clientSecret(kind string) func(*config, string) error {
	return func(c *config, v string) error {
		known, registered := c.Registered[kind]
		switch {
		case registered && v == "":
			return errors.New("is not set, and the client id is")
		case !registered && v != "":
			return errors.New("is set, and the client id is not")
		case registered:
			known.Secret = v
			c.Registered[kind] = known
		}
		return nil
	}
}

func required(set func(*config, string)) func(*config, string) error {
	return func(c *config, v string) error {
		if v == "" {
			return errors.New("is not set")
		}
		set(c, v)
		return nil
	}
}

func readAppURL(c *config, v string) error {
	u, err := url.Parse(v)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return errors.New("is not an absolute URL")
	}
	c.AppURL = &url.URL{Scheme: u.Scheme, Host: u.Host}
	return nil
}

func readPort(c *config, v string) (err error) {
	c.Port, err = strconv.Atoi(v)
	if err != nil || c.Port < 0 || c.Port > 65535 {
		return errors.New("is not a port")
	}
	return nil
}

func readDatabaseURL(c *config, v string) error {
	if !hasScheme(v, "sqlite:", "postgres://", "postgresql://") {
		return errors.New("is not a database this app knows")
	}
	c.DatabaseURL = v
	return nil
}

func readRedisURL(c *config, v string) error {
	if v != "" && !hasScheme(v, "redis://", "rediss://", "redis-sentinel://", "redis-cluster://") {
		return errors.New("is not a Redis this app knows")
	}
	c.RedisURL = v
	return nil
}

func readKeys(c *config, v string) (err error) {
	if v == "" {
		return errors.New("is not set")
	}
	c.Keys, err = seal.NewRing(strings.Split(v, ","))
	return err
}

func hasScheme(v string, schemes ...string) bool {
	for _, s := range schemes {
		if strings.HasPrefix(v, s) {
			return true
		}
	}
	return false
}

// newKey makes an encryption key, for the sandbox and its tests.
func newKey() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails (crypto/rand)
	return base64.StdEncoding.EncodeToString(raw)
}
