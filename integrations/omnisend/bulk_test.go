package omnisend_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/omnisend/double"
)

func TestABatchKeepsWhatPeopleSaidAndTheTagsTheyHave(t *testing.T) {
	t.Parallel()
	for _, replaces := range []bool{false, true} {
		s, conn := opened(t)
		played(s).Seed(state(s).Account, double.Contact{Email: ada, Tags: []string{"vip"}})
		played(s).Say(state(s).Account, ada, "email", "subscribed", time.Now().Add(-time.Hour))
		if replaces {
			played(s).Replaces(state(s).Account)
		}
		var changes []integrations.Change
		for i := range 250 {
			email := fmt.Sprintf("p%d@example.com", i)
			if i == 7 {
				email = ada
			}
			changes = append(changes, integrations.Change{
				Subject: integrations.Subject{Email: email}, Set: []integrations.Property{property("askwell_skin", "dry")}, AddTags: []string{"quiz_dry"}, Quiet: true,
			})
		}
		by := conn.(integrations.Bulker)
		job, err := by.Begin(t.Context(), "history", changes)
		require.NoError(t, err)
		s.Pass(t, time.Minute)
		p, err := by.Poll(t.Context(), job, changes)
		require.NoError(t, err)
		require.False(t, p.Done, "the tags are on their way")
		s.Pass(t, time.Minute)
		p, err = by.Poll(t.Context(), job, changes)
		require.NoError(t, err)
		require.True(t, p.Done)
		her, _ := who(s, ada)
		require.Equal(t, "subscribed", her.Consents["email"].Status)
		require.Equal(t, []string{"quiz_dry", "vip"}, sorted(her.Tags))
		require.Len(t, state(s).Contacts, 250)
		require.Empty(t, state(s).Mails)
		for _, c := range state(s).Contacts {
			require.Contains(t, c.Tags, "quiz_dry")
		}
	}
}

func TestABatchWithErrorsIsDoneIsNotAllIsWell(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	set := []integrations.Property{property("askwell_skin", "dry")}
	changes := []integrations.Change{
		{Subject: ofAda, Set: set},
		{Subject: integrations.Subject{Email: "no one@example.com"}, Set: set},
		{Subject: integrations.Subject{Email: bo}, Set: set, RemoveTags: []string{"quiz_oily"}},
	}
	by := conn.(integrations.Bulker)
	job, err := by.Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	p, err := by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.False(t, p.Done)
	s.Pass(t, time.Minute)
	p, err = by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	for _, o := range p.Outcomes {
		require.Equal(t, integrations.Transient, o.Class)
	}
}
