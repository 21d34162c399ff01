package client_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// shelf is a vendor with ada alone, who writes down what it is asked.
type shelf struct {
	client.Keeper
	ada   client.Person
	calls []string
	fails map[string]integrations.Class // by a call, or how it begins
}

func stood(ada client.Person) *shelf {
	ada.ID, ada.Email = "1", "ada@example.com"
	s := &shelf{ada: ada, fails: map[string]integrations.Class{}}
	s.Keeper = client.Keeper{Book: s, Abreast: 1}
	return s
}

func (s *shelf) note(call ...string) integrations.Outcome {
	text := strings.Join(call, " ")
	s.calls = append(s.calls, text)
	if class, ok := s.fails[text]; ok {
		return integrations.Outcome{Class: class, Reason: "no"}
	}
	return integrations.Outcome{Class: integrations.OK}
}

func (s *shelf) Find(_ context.Context, email string) (client.Person, integrations.Outcome) {
	if class := s.fails["find"]; class != "" {
		return client.Person{}, integrations.Outcome{Class: class, Reason: "no"}
	}
	if email != s.ada.Email {
		return client.Person{}, integrations.Outcome{Class: integrations.Missing}
	}
	return s.ada, integrations.Outcome{Class: integrations.OK}
}

func (s *shelf) Make(_ context.Context, email string) (client.Person, integrations.Outcome) {
	return client.Person{ID: "2", Email: email}, s.note("make")
}

func (s *shelf) Write(_ context.Context, _ client.Person, set []integrations.Property, unset []string) integrations.Outcome {
	call := []string{"write"}
	for _, p := range set {
		call = append(call, p.Key)
	}
	for _, key := range unset {
		call = append(call, "-"+key)
	}
	return s.note(call...)
}

func (s *shelf) Place(_ context.Context, _ client.Person, list string, on bool) integrations.Outcome {
	return s.note(map[bool]string{true: "join", false: "leave"}[on], list)
}

func (s *shelf) Say(_ context.Context, _ client.Person, said integrations.Consent) integrations.Outcome {
	return s.note("say", string(said.State))
}

func (s *shelf) Forget(_ context.Context, p client.Person) integrations.Outcome {
	return s.note("forget", p.ID)
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// change is of ada, with a word of a few minutes after noon.
func change(state app.ConsentState, minute int) integrations.Change {
	return integrations.Change{
		Subject: integrations.Subject{Email: "ada@example.com"}, Set: []integrations.Property{{Key: "skin"}}, Unset: []string{"hair"},
		JoinLists: []string{"7", "8"}, LeaveLists: []string{"9"},
		Consents: []integrations.Consent{{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: state, At: noon.Add(time.Duration(minute) * time.Minute)}},
	}
}

func TestTheKeeperTellsOfAChangeInItsOrder(t *testing.T) {
	t.Parallel()
	middle := []string{"write skin -hair", "leave 9", "join 8"} // she is on 7
	for state, want := range map[app.ConsentState][]string{
		app.ConsentWithdrawn: append([]string{"say withdrawn"}, middle...),
		app.ConsentGranted:   append(middle[:3:3], "say granted"),
		app.ConsentPending:   middle,
	} {
		s := stood(client.Person{Lists: []string{"7", "9"}})
		got := s.Apply(t.Context(), []integrations.Change{change(state, 1)})
		require.Equal(t, integrations.Outcome{Class: integrations.OK}, got[0])
		require.Equal(t, want, s.calls)
	}
	s := stood(client.Person{})
	bo := change(app.ConsentWithdrawn, 1)
	bo.Subject.Email = "bo@example.com"
	require.Equal(t, integrations.OK, s.Apply(t.Context(), []integrations.Change{bo})[0].Class)
	require.Equal(t, "make", s.calls[0])
	s.calls, bo.Set, bo.JoinLists = nil, nil, nil
	require.Equal(t, integrations.OK, s.Apply(t.Context(), []integrations.Change{bo})[0].Class)
	require.Empty(t, s.calls, "who is not there is not made to lose something")
	require.Equal(t, integrations.Rejected, s.Apply(t.Context(), []integrations.Change{{Subject: integrations.Subject{Email: "1"}}})[0].Class, "it is ada's id")
}

func TestTheKeeperTellsAWordThatChangesHowSheStands(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		ada     client.Person
		said    app.ConsentState
		told    bool
		blocked bool
	}{
		{"she never said", client.Person{}, app.ConsentGranted, true, false},
		{"she has agreed already", client.Person{Consent: app.ConsentGranted}, app.ConsentGranted, false, false},
		{"she is being asked", client.Person{Consent: app.ConsentPending}, app.ConsentGranted, false, false},
		{"she left before", client.Person{Consent: app.ConsentWithdrawn, Since: noon}, app.ConsentGranted, true, false},
		{"she left since", client.Person{Consent: app.ConsentWithdrawn, Since: noon.Add(time.Hour)}, app.ConsentGranted, false, false},
		{"she bounced", client.Person{Consent: app.ConsentWithdrawn, Suppressed: true}, app.ConsentGranted, false, true},
		{"she takes back what she has agreed to", client.Person{Consent: app.ConsentGranted, Since: noon}, app.ConsentWithdrawn, true, false},
		{"nobody knows when she agreed", client.Person{Consent: app.ConsentGranted}, app.ConsentWithdrawn, true, false},
		{"she has agreed since", client.Person{Consent: app.ConsentGranted, Since: noon.Add(time.Hour)}, app.ConsentWithdrawn, false, false},
		{"she takes back again", client.Person{Consent: app.ConsentWithdrawn, Since: noon.Add(time.Hour)}, app.ConsentWithdrawn, false, false},
		{"she takes back what is suppressed", client.Person{Consent: app.ConsentWithdrawn, Suppressed: true}, app.ConsentWithdrawn, false, false},
	} {
		s := stood(c.ada)
		said := change(c.said, 1)
		got := s.Apply(t.Context(), []integrations.Change{{Subject: said.Subject, Consents: said.Consents}})[0]
		require.Equal(t, integrations.OK, got.Class, c.name)
		require.Equal(t, c.told, len(s.calls) == 1, c.name)
		require.Equal(t, c.blocked, len(got.Refused) == 1 && got.Refused[0].Class == integrations.Blocked, c.name)
	}
}

func TestWhatIsRefusedForGoodHoldsUpNothing(t *testing.T) {
	t.Parallel()
	s := stood(client.Person{Lists: []string{"9"}})
	s.fails = map[string]integrations.Class{
		"write skin -hair": integrations.Rejected, "write skin": integrations.Rejected, "join 7": integrations.Missing, "say granted": integrations.Rejected,
	}
	got := s.Apply(t.Context(), []integrations.Change{change(app.ConsentGranted, 1)})[0]
	require.Equal(t, integrations.Outcome{Class: integrations.OK, Refused: []integrations.Refused{
		{Part: "property:skin", Class: integrations.Rejected, Reason: "no"},
		{Part: "list:7", Class: integrations.Config, Reason: "the list is not there any more"},
		{Part: "consent:email", Class: integrations.Rejected, Reason: "no"},
	}}, got)
	require.Equal(t, []string{"write skin -hair", "write skin", "write -hair", "leave 9", "join 7", "join 8", "say granted"}, s.calls)

	s = stood(client.Person{})
	s.fails["join 7"] = integrations.Throttled
	require.Equal(t, integrations.Throttled, s.Apply(t.Context(), []integrations.Change{change(app.ConsentGranted, 1)})[0].Class)
	require.Equal(t, []string{"write skin -hair", "join 7"}, s.calls, "nothing more is sent")
}

func TestTheKeeperReadsBackAndForgets(t *testing.T) {
	t.Parallel()
	s := stood(client.Person{Properties: map[string]app.Value{"skin": app.Forgotten()}, Lists: []string{"7"}, Consent: app.ConsentGranted})
	ada, bo := integrations.Subject{Email: "ada@example.com"}, integrations.Subject{Email: "bo@example.com"}
	held, err := s.ReadBack(t.Context(), []integrations.Look{{Subject: bo}, {Subject: ada, Properties: []string{"skin", "hair"}}})
	require.NoError(t, err)
	require.Equal(t, []integrations.Held{{}, {
		Known: true, Properties: s.ada.Properties, Lists: []string{"7"}, Consents: map[app.Channel]app.ConsentState{app.ChannelEmail: app.ConsentGranted},
	}}, held)

	anew := integrations.Erasure{Traces: []integrations.Trace{{Subject: bo}, {Subject: ada, Properties: []string{"hair"}, Anew: true}}}
	require.Equal(t, integrations.OK, s.Erase(t.Context(), anew).Class)
	holds, err := s.Holds(t.Context(), anew)
	require.NoError(t, err)
	require.False(t, holds, "she may stay, and what was to go is not there")
	whole := integrations.Erasure{Traces: []integrations.Trace{{Subject: ada}}}
	require.Equal(t, integrations.OK, s.Erase(t.Context(), whole).Class)
	require.Equal(t, []string{"write -hair", "forget 1"}, s.calls)
	holds, err = s.Holds(t.Context(), whole)
	require.NoError(t, err)
	require.True(t, holds, "it said so, and she is there")

	s.fails["find"] = integrations.Auth
	nameless := integrations.Erasure{Traces: []integrations.Trace{{Subject: integrations.Subject{Customer: 7}}}}
	require.Equal(t, integrations.OK, s.Erase(t.Context(), nameless).Class, "nobody is looked for by nothing")
	holds, err = s.Holds(t.Context(), nameless)
	require.NoError(t, err)
	require.False(t, holds)
	require.Equal(t, integrations.Auth, s.Erase(t.Context(), whole).Class)
	_, err = s.Holds(t.Context(), whole)
	require.True(t, app.Is(err, app.Unauthorized))
}
