package integrationtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

func leavesAlone(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	target.made(t, conn, integrations.Change{Subject: her, AddTags: []string{target.tag(podcastTag)}})
	target.made(t, conn, integrations.Change{Subject: her, RemoveTags: []string{target.tag(podcastTag)}})
	require.Equal(t, []string{target.tag("vip")}, target.State(t, her).Tags)
}

func tagsComeAndGo(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	target.made(t, conn, integrations.Change{Subject: her, AddTags: []string{target.tag(podcastTag)}})
	change := integrations.Change{
		Subject: her, AddTags: []string{target.tag(friendTag), target.tag(sizeTag)}, RemoveTags: []string{target.tag(podcastTag), target.tag("askwell_never_was")},
	}
	for range 2 {
		target.made(t, conn, change)
		require.Equal(t, []string{target.tag(sizeTag), target.tag(friendTag), target.tag("vip")}, target.State(t, her).Tags)
	}
}

// tagComesBack is a tag that is taken off and put on again, whether or not the destination
// was done with the first; and who loses one and gets another has that one alone.
func tagComesBack(t *testing.T, target Target, conn integrations.Conn) {
	her, one, other := target.People[0], target.tag(podcastTag), target.tag(friendTag)
	target.made(t, conn, integrations.Change{Subject: her, AddTags: []string{one}})
	outcomes(t.Context(), t, conn, integrations.Change{Subject: her, AddTags: []string{other}, RemoveTags: []string{one}})
	target.repeated(t, conn, integrations.Change{Subject: her, AddTags: []string{one}, RemoveTags: []string{other}})
	require.Equal(t, []string{one, target.tag("vip")}, target.State(t, her).Tags)
}

// joining is a change that may join a list: where that is a consent, she gives it.
func (t Target) joining(of integrations.Subject, list string) integrations.Change {
	c := integrations.Change{Subject: of, JoinLists: []string{list}}
	if t.Provider.Spec().ListIsConsent {
		c.Consents = []integrations.Consent{sayer(app.ChannelEmail)(app.ConsentGranted, 1)}
	}
	return c
}

func listsAreJoined(t *testing.T, target Target, conn integrations.Conn) {
	her, list := target.People[1], target.Lists[1]
	before := target.State(t, her).Consents
	for range 2 {
		target.made(t, conn, target.joining(her, list))
		require.Equal(t, []string{list}, target.State(t, her).Lists)
	}
	for range 2 {
		target.made(t, conn, integrations.Change{Subject: her, LeaveLists: []string{list}})
		require.Empty(t, target.State(t, her).Lists)
	}
	if !target.Provider.Spec().ListIsConsent {
		for channel, said := range target.State(t, her).Consents {
			require.Equal(t, before[channel].State, said.State, "%s: to be on a list is no consent", channel)
		}
	}
}

func merchantsListStays(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	require.Equal(t, []string{target.Lists[0]}, target.State(t, her).Lists, "the target has put her there")
	target.made(t, conn, target.joining(her, target.Lists[1]))
	require.ElementsMatch(t, target.Lists[:], target.State(t, her).Lists)
	target.made(t, conn, integrations.Change{Subject: her, LeaveLists: []string{target.Lists[1]}})
	require.Equal(t, []string{target.Lists[0]}, target.State(t, her).Lists)
}
