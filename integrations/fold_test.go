package integrations_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

func TestChangesOfOnePersonAreFoldedAsIfMadeOneAfterTheOther(t *testing.T) {
	t.Parallel()
	ada, bob := integrations.Subject{Customer: 1, Email: "ada@example.com"}, integrations.Subject{Email: "bob@example.com"}
	folded, at := integrations.Fold([]integrations.Change{
		{
			Subject: ada, Set: []integrations.Property{{Key: "skin", Label: "old"}, {Key: "hair"}, {Key: "size"}}, Unset: []string{"age", "shoe"},
			AddTags: []string{"A", "B"}, RemoveTags: []string{"C"}, JoinLists: []string{"1"}, Quiet: true,
			Events: []integrations.Event{{ID: "1"}},
		},
		{Subject: bob, AddTags: []string{"A"}},
		{Subject: integrations.Subject{Customer: 3}},
		{
			Subject: ada, Set: []integrations.Property{{Key: "skin", Label: "new"}, {Key: "shoe"}}, Unset: []string{"hair"},
			AddTags: []string{"C"}, RemoveTags: []string{"A"}, LeaveLists: []string{"1"}, Events: []integrations.Event{{ID: "2"}},
		},
	})
	require.Equal(t, []int{0, 1, -1, 0}, at)
	require.Len(t, folded, 2)
	hers := folded[0]
	require.Equal(t, []integrations.Property{{Key: "skin", Label: "new"}, {Key: "shoe"}, {Key: "size"}}, hers.Set)
	require.ElementsMatch(t, []string{"hair", "age"}, hers.Unset)
	require.ElementsMatch(t, []string{"C", "B"}, hers.AddTags)
	require.Equal(t, []string{"A"}, hers.RemoveTags)
	require.Empty(t, hers.JoinLists)
	require.Equal(t, []string{"1"}, hers.LeaveLists)
	require.Equal(t, []integrations.Event{{ID: "1"}, {ID: "2"}}, hers.Events)
	require.False(t, hers.Quiet)
}

func TestEachChangeGetsTheOutcomeOfItsPerson(t *testing.T) {
	t.Parallel()
	outcomes := integrations.Unfold([]integrations.Outcome{{Class: integrations.OK}, {Class: integrations.Blocked}}, []int{1, -1, 0}, integrations.Outcome{Class: integrations.Rejected})
	require.Equal(t, []integrations.Outcome{{Class: integrations.Blocked}, {Class: integrations.Rejected}, {Class: integrations.OK}}, outcomes)
}
