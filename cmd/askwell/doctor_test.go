package main

import (
	"bytes"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestDoctorTellsOfPrivacyRequestsThatAreLate(t *testing.T) {
	t.Parallel()
	database := storetest.SQLite(t)
	env := func(name string) string {
		return map[string]string{
			"DATABASE_URL": database, "ENCRYPTION_KEYS": base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)),
			"APP_URL": "https://app.example.com", "SHOPIFY_API_KEY": "key", "SHOPIFY_API_SECRET": "secret",
		}[name]
	}
	asked := func(id string, days time.Duration) {
		s, err := store.Open(t.Context(), store.Config{URL: database, Keys: storetest.Keys(t)})
		require.NoError(t, err)
		at := time.Now().Add(-days * 24 * time.Hour)
		_, err = s.ReceiveWebhook(t.Context(), demo, app.Webhook{ID: id, Topic: "customers/redact", TriggeredAt: at, ReceivedAt: at, Payload: []byte(`{}`)})
		require.NoError(t, err)
		require.NoError(t, s.Close())
	}
	doctor := func() (int, string) {
		var out bytes.Buffer
		code := execute(t.Context(), []string{"doctor"}, env, &out)
		return code, out.String()
	}
	asked("soon", 29)
	code, text := doctor()
	require.Zero(t, code, text)
	require.Contains(t, text, "✓ privacy requests")
	asked("late", 31)
	code, text = doctor()
	require.NotZero(t, code)
	require.Contains(t, text, "✗ privacy requests: unavailable: 1 are past their time")
}
