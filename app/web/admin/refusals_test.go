package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestWhatIsKeptBackAndWhyIsSaid(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	now := time.Now().UTC().Truncate(time.Millisecond)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"friend"`, now)
	var page struct{ Withheld []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7001", demo, nil, &page))
	require.NotNil(t, page.Withheld)
	require.Empty(t, page.Withheld)

	her, err := b.store.CustomerProfile(t.Context(), demo, 7001)
	require.NoError(t, err)
	require.NoError(t, b.store.NoteRefusals(t.Context(), demo, "shopify", map[app.ProfileID][]app.Refusal{her.ID: {
		{Profile: her.ID, Question: "source", Purpose: "research", Reason: "objected to Research", Since: now},
		{Profile: her.ID, Question: "wish", Purpose: "astrology", Reason: "unheard of", Since: now},
	}}))
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7001", demo, nil, &page))
	since := now.Format(time.RFC3339Nano)
	require.Equal(t, []told{
		{"question": "source", "destination": "shopify", "title": "Shopify", "purpose": "Research", "reason": "objected to Research", "since": since},
		{"question": "wish", "destination": "shopify", "title": "Shopify", "purpose": "astrology", "reason": "unheard of", "since": since},
	}, page.Withheld)
	var status struct{ Destinations []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/status", demo, nil, &status))
	require.Equal(t, 2.0, status.Destinations[0]["withheld"])
}
