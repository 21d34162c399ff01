package klaviyo_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/klaviyo/double"
)

func TestWhatAnImportRefusesIsToldOfThatPersonAlone(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	set := []integrations.Property{property("askwell_skin", "dry")}
	changes := []integrations.Change{
		{Subject: ofAda, Set: set, Unset: []string{"askwell_old"}},
		{Subject: integrations.Subject{Email: "no one@example"}, Set: set},
		{Subject: integrations.Subject{Email: bo}, Set: set, Consents: consent(app.ChannelEmail, app.ConsentGranted, time.Minute)},
	}
	someone(s, ada, "")
	told(t, s, conn, integrations.Change{Subject: ofAda, Set: []integrations.Property{property("askwell_old", "x")}})
	by := conn.(integrations.Bulker)
	job, err := by.Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	p, err := by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.False(t, p.Done, "accepted is not done")
	s.Pass(t, time.Minute)
	p, err = by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	require.Equal(t, integrations.OK, p.Outcomes[0].Class)
	require.Equal(t, integrations.Rejected, p.Outcomes[1].Class)
	require.NotContains(t, p.Outcomes[1].Reason, "no one")
	require.Equal(t, integrations.Transient, p.Outcomes[2].Class, "consents have their order, which an import knows nothing of")
	her, _ := who(t, s, ada)
	require.NotContains(t, her.Properties, "askwell_old")
}

func TestAnImportIsSplitWhereItWouldWeighTooMuch(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	long := property("askwell_wish", strings.Repeat("x", 60_000))
	var changes []integrations.Change
	for i := range 200 {
		changes = append(changes, integrations.Change{Subject: integrations.Subject{Email: fmt.Sprintf("p%d@example.com", i)}, Set: []integrations.Property{long}})
	}
	by := conn.(integrations.Bulker)
	job, err := by.Begin(t.Context(), "big", changes)
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(job, ","))
	s.Pass(t, time.Minute)
	p, err := by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	require.Len(t, state(s).Profiles, 200)
}

func TestAnImportIsFoundBehindAHundredNewerOnes(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	by := conn.(integrations.Bulker)
	changes := []integrations.Change{{Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}}}
	first, err := by.Begin(t.Context(), "first", changes)
	require.NoError(t, err)
	for i := range 110 {
		s.Pass(t, time.Second)
		_, err := by.Begin(t.Context(), fmt.Sprint(i), changes)
		require.NoError(t, err)
	}
	s.Pass(t, time.Minute)
	p, err := by.Poll(t.Context(), first, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	_, err = by.Poll(t.Context(), "J0", changes)
	require.True(t, app.Is(err, app.NotFound), "%v", err)
}
