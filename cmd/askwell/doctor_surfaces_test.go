package main

import (
	"bytes"
	"encoding/base64"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestDoctorNamesASurfaceThatIsShownToNobody(t *testing.T) {
	t.Parallel()
	database := storetest.SQLite(t)
	env := func(name string) string {
		return map[string]string{
			"DATABASE_URL": database, "ENCRYPTION_KEYS": base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)),
			"APP_URL": "https://app.example.com", "SHOPIFY_API_KEY": "key", "SHOPIFY_API_SECRET": "secret",
		}[name]
	}
	s, err := store.Open(t.Context(), store.Config{URL: database, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	made, err := s.CreateSurvey(t.Context(), demo, app.Document{
		Handle: "heard", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{{Key: "why", Type: "text", Prompt: app.Text{"en": "Why?"}}},
	})
	require.NoError(t, err)
	_, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	doctor := func() string {
		var out bytes.Buffer
		execute(t.Context(), []string{"doctor"}, env, &out)
		return out.String()
	}
	require.Contains(t, doctor(), "✓ surfaces")
	now := time.Now()
	for id := range app.OrderID(20) {
		_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: id + 1, Channel: "web", CreatedAt: now, UpdatedAt: now})
		require.NoError(t, err)
	}
	require.NoError(t, (&recount.Keeper{Store: s}).Drain(t.Context(), demo))
	require.Contains(t, doctor(), "the thank-you block was shown on 0 of 20 orders since "+now.UTC().Format(time.DateOnly))
}
