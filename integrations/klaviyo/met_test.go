package klaviyo_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/klaviyo/double"
)

func named() string { return uuid.Must(uuid.NewV7()).String() }

// Another app imports as many people, or an older job of ours did the same people: a job
// that has not begun is not taken for begun.
func TestAnImportOfAsManyPeopleIsNotOursUnlessItWroteTheSame(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	ours := func(email, skin string) []integrations.Change {
		return []integrations.Change{{Subject: integrations.Subject{Email: email}, Set: []integrations.Property{property("askwell_skin", skin)}, Unset: []string{"askwell_old"}}}
	}
	_, err := conn.(integrations.Bulker).Begin(t.Context(), named(), ours(bo, "dry"))
	require.NoError(t, err)
	_, err = conn.(integrations.Bulker).Begin(t.Context(), named(), ours(ada, "dry"))
	require.NoError(t, err)

	conn, err = s.Restart().Connect(app.Shop{}, s.Settings)
	require.NoError(t, err)
	name := named()
	_, err = conn.(integrations.Bulker).Begin(t.Context(), name, ours(ada, "oily"))
	require.True(t, app.Is(err, app.Unavailable), "it cannot be told while they run: %v", err)
	require.Equal(t, 2, state(s).Imports)
	s.Pass(t, time.Minute)
	_, err = conn.(integrations.Bulker).Begin(t.Context(), name, ours(ada, "oily"))
	require.NoError(t, err)
	require.Equal(t, 3, state(s).Imports)
	s.Pass(t, time.Minute)
	her, _ := who(t, s, ada)
	require.JSONEq(t, `"oily"`, string(her.Properties["askwell_skin"]))
}

func TestAnImportFromBeforeAJobWasPlannedIsNotLookedAt(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	s.Pass(t, -3*time.Hour)
	changes := []integrations.Change{{Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}}}
	_, err := conn.(integrations.Bulker).Begin(t.Context(), named(), changes)
	require.NoError(t, err)
	s.Pass(t, 3*time.Hour)
	conn, err = s.Restart().Connect(app.Shop{}, s.Settings)
	require.NoError(t, err)
	_, err = conn.(integrations.Bulker).Begin(t.Context(), named(), changes)
	require.NoError(t, err)
	require.Equal(t, 2, state(s).Imports)
}
