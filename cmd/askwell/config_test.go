package main

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func environment(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestAWrongConfigurationNamesEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	_, err := loadConfig(environment(map[string]string{
		"PORT": "eighty", "DATABASE_URL": "mysql://x", "REDIS_URL": "http://x", "ENCRYPTION_KEYS": "short", "LOG_LEVEL": "loud",
	}))
	for _, name := range []string{
		"APP_URL", "PORT", "DATABASE_URL", "REDIS_URL", "SHOPIFY_API_KEY", "SHOPIFY_API_SECRET", "ENCRYPTION_KEYS", "LOG_LEVEL",
	} {
		require.ErrorContains(t, err, name+": ")
	}
	require.NotContains(t, err.Error(), "SHOPIFY_API_SECRET_PREVIOUS")
}

func TestTheCLIsOwnNamesWork(t *testing.T) {
	t.Parallel()
	c, err := loadConfig(environment(map[string]string{
		"HOST": "https://shop.trycloudflare.com/", "BACKEND_PORT": "4000",
		"SHOPIFY_API_KEY": "k", "SHOPIFY_API_SECRET": "s", "ENCRYPTION_KEYS": newKey() + "," + newKey(),
	}))
	require.NoError(t, err)
	require.Equal(t, "https://shop.trycloudflare.com", c.AppURL.String())
	require.Equal(t, 4000, c.Port)
	require.Equal(t, "sqlite:askwell.db", c.DatabaseURL)
}

func TestTheExampleHasExactlyTheSettings(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("../../.env.example")
	require.NoError(t, err)
	var listed, known []string
	for _, m := range regexp.MustCompile(`(?m)^([A-Z_]+)=`).FindAllSubmatch(example, -1) {
		listed = append(listed, string(m[1]))
	}
	for _, s := range settings {
		known = append(known, s.name)
	}
	require.Equal(t, known, listed)
}
