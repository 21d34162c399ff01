package hubspot_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/hubspot/double"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/integrationtest/openapi"
)

// trapped is HubSpot with two people, and a connection that has made some properties.
func trapped(t *testing.T, settings map[string]string) (*integrationtest.Stage, *double.Double, integrations.Conn) {
	t.Helper()
	stage, vendor := staged(t, openapi.Open(t, described))
	for key, value := range settings {
		stage.Settings[key] = value
	}
	conn := stage.Connect(t)
	require.NoError(t, conn.(integrations.Preparer).Prepare(t.Context(), []integrations.Attribute{
		{Key: "askwell_skin", Label: "Skin", Type: app.FieldText},
		{Key: "askwell_age", Label: "Age", Type: app.FieldNumber},
		{Key: "askwell_likes", Label: "Likes", Type: app.FieldTexts, Options: []string{"Tea; green", "Coffee"}},
	}))
	return stage, vendor, conn
}

func set(key string, kind app.ValueKind, raw string) integrations.Property {
	return integrations.Property{Key: key, Label: key, Value: app.Value{Kind: kind, JSON: json.RawMessage(raw)}}
}

func shown(stage *integrationtest.Stage) double.Shown { return stage.State().(double.Shown) }

func granted(at time.Time) integrations.Consent {
	return integrations.Consent{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, At: at, Wording: "Yes"}
}

func TestAPropertyThatIsNotThereDoesNotHoldUpTheBatch(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, nil)
	before := shown(stage).Calls
	var changes []integrations.Change
	for i := range 100 {
		c := integrations.Change{Subject: integrations.Subject{Email: fmt.Sprintf("p%d@example.com", i)}, Set: []integrations.Property{set("askwell_skin", app.KindText, `"dry"`)}}
		if c.Unset = []string{"askwell_gone_too"}; i == 7 {
			c.Set = append(c.Set, set("askwell_gone", app.KindText, `"x"`))
		}
		changes = append(changes, c)
	}
	for i, o := range conn.Apply(t.Context(), changes) {
		require.Equal(t, integrations.OK, o.Class, o.Reason)
		if i != 7 {
			require.Empty(t, o.Refused)
			continue
		}
		require.Len(t, o.Refused, 1)
		require.Equal(t, "property:askwell_gone", o.Refused[0].Part)
		require.Equal(t, integrations.Config, o.Refused[0].Class)
	}
	require.LessOrEqual(t, shown(stage).Calls-before, 3, "what HubSpot names is left out for everybody at once")
	require.Len(t, shown(stage).People, 102)
}

func TestAWrongValueOrAddressIsFoundAndTheRestGoes(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, nil)
	before := shown(stage).Calls
	var changes []integrations.Change
	for i := range 64 {
		c := integrations.Change{Subject: integrations.Subject{Email: fmt.Sprintf("p%d@example.com", i)}, Set: []integrations.Property{
			set("askwell_skin", app.KindText, `"dry"`), set("askwell_age", app.KindNumber, `40`),
		}}
		switch i {
		case 9:
			c.Set[1] = set("askwell_age", app.KindText, `"forty"`)
		case 40:
			c.Subject.Email = "no address"
		}
		changes = append(changes, c)
	}
	outcomes := conn.Apply(t.Context(), changes)
	for i, o := range outcomes {
		if i != 40 {
			require.Equal(t, integrations.OK, o.Class, o.Reason)
		}
	}
	require.Equal(t, integrations.Rejected, outcomes[40].Class)
	require.NotContains(t, outcomes[40].Reason+outcomes[40].Excerpt, "no address")
	require.Equal(t, []integrations.Refused{{
		Part: "property:askwell_age", Class: integrations.Rejected, Reason: "HubSpot refuses the value: it does not fit the property there",
	}}, outcomes[9].Refused)
	require.Len(t, shown(stage).People, 65)
	require.LessOrEqual(t, shown(stage).Calls-before, 30, "halving finds two of 64 in about two times two times six calls")
}

func TestAShorterChoiceReplacesTheLongerOneWhole(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, nil)
	ada := people[0]
	for want, raw := range map[string]string{"Tea, green;Coffee": `["Tea; green","Coffee"]`, "Coffee": `["Coffee"]`} {
		require.Equal(t, []integrations.Outcome{{Class: integrations.OK}}, conn.Apply(t.Context(), []integrations.Change{{Subject: ada, Set: []integrations.Property{set("askwell_likes", app.KindChoices, raw)}}}))
		require.Equal(t, want, shown(stage).People[0].Properties["askwell_likes"])
	}
}

func TestOptionsAreAddedAndNoneIsTakenAway(t *testing.T) {
	t.Parallel()
	_, _, conn := trapped(t, nil)
	more := []integrations.Attribute{{Key: "askwell_likes", Label: "Likes", Type: app.FieldTexts, Options: []string{"Juice", "Coffee"}}}
	for range 2 {
		require.NoError(t, conn.(integrations.Preparer).Prepare(t.Context(), more))
	}
	all, err := conn.(integrations.Cataloguer).Catalogue(t.Context())
	require.NoError(t, err)
	for _, a := range all.Attributes {
		if a.Key == "askwell_likes" {
			require.Equal(t, []string{"Tea, green", "Coffee", "Juice"}, a.Options)
		}
	}
	require.Len(t, all.Lists, 2, "nobody is put on a list that fills itself")
}

func TestAnswersSubscribeNobodyAndMakeNobodyAMarketingContact(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, nil)
	for _, email := range []string{people[0].Email, "new@example.com"} {
		for _, o := range conn.Apply(t.Context(), []integrations.Change{{
			Subject: integrations.Subject{Email: email}, Set: []integrations.Property{set("askwell_skin", app.KindText, `"dry"`)}, JoinLists: []string{"12"},
			Events: []integrations.Event{{ID: "1", Name: integrations.AnswerGiven, At: stage.Now(), Properties: map[string]string{"answer": "dry"}}},
		}}) {
			require.Equal(t, integrations.OK, o.Class, o.Reason)
		}
	}
	require.Zero(t, shown(stage).Subscribed)
	require.Zero(t, shown(stage).Marketing)
}

func TestAnAddressThatIsNotThereIsNotBlockedByAnErasure(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, nil)
	e := integrations.Erasure{Traces: []integrations.Trace{{Subject: integrations.Subject{Email: "eve@example.com"}}, {Subject: people[0]}}}
	require.Equal(t, integrations.OK, conn.(integrations.Eraser).Erase(t.Context(), e).Class)
	require.Equal(t, map[string]bool{people[0].Email: true}, shown(stage).Blocked)
	o := conn.Apply(t.Context(), []integrations.Change{{Subject: people[0], Set: []integrations.Property{set("askwell_skin", app.KindText, `"dry"`)}}})[0]
	require.Equal(t, integrations.Blocked, o.Class, "who was deleted for good is not tried again")
}

func TestADestinationThatOnlySaysItHasForgottenIsFoundOut(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, nil)
	stage.Break(t, integrationtest.Liar)
	e := integrations.Erasure{Traces: []integrations.Trace{{Subject: people[0]}}}
	require.Equal(t, integrations.OK, conn.(integrations.Eraser).Erase(t.Context(), e).Class)
	still, err := conn.(integrations.EraseChecker).Holds(t.Context(), e)
	require.NoError(t, err)
	require.True(t, still)
}

func TestAMergedPersonKeepsHerFirstAddress(t *testing.T) {
	t.Parallel()
	stage, vendor, conn := trapped(t, nil)
	vendor.Change(account, func(a *double.Account) {
		for _, c := range a.Contacts {
			if c.Properties["email"] == people[0].Email {
				c.Properties["hs_additional_emails"] = "old@example.com;older@example.com"
			}
		}
	})
	old := integrations.Subject{Email: "older@example.com"}
	change := integrations.Change{Subject: old, Set: []integrations.Property{set("askwell_skin", app.KindText, `"dry"`)}, JoinLists: []string{"12"}}
	require.Equal(t, integrations.OK, conn.Apply(t.Context(), []integrations.Change{change})[0].Class)
	ada := shown(stage).People[0]
	require.Equal(t, people[0].Email, ada.Email)
	require.Equal(t, "dry", ada.Properties["askwell_skin"])
	require.Equal(t, []string{"11", "12"}, ada.Lists)
	held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: old, Properties: []string{"askwell_skin"}}})
	require.NoError(t, err)
	require.True(t, held[0].Known)
}

func TestWithoutACustomEventNothingIsTold(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, map[string]string{"events": ""})
	_, listens := conn.(integrations.Listener).Listens(integrations.AnswerGiven)
	require.False(t, listens)
	o := conn.Apply(t.Context(), []integrations.Change{{Subject: integrations.Subject{Email: "new@example.com"}, Events: []integrations.Event{{ID: "1", Name: integrations.AnswerGiven}}}})[0]
	require.Equal(t, integrations.OK, o.Class)
	require.Len(t, shown(stage).People, 2)
}

func TestAPlanWithoutCustomEventsIsNamedByItsMissingScope(t *testing.T) {
	t.Parallel()
	_, vendor, conn := trapped(t, nil)
	vendor.Change(account, func(a *double.Account) { a.Enterprise = false })
	err := conn.Check(t.Context())
	require.True(t, app.Is(err, app.Forbidden))
	require.ErrorContains(t, err, "analytics.behavioral_events.send")
}

func TestItWaitsForTheWindowOrForTheDay(t *testing.T) {
	t.Parallel()
	stage, vendor, conn := trapped(t, nil)
	for range 110 {
		_ = conn.Check(t.Context())
	}
	change := []integrations.Change{{Subject: people[0], JoinLists: []string{"12"}}}
	o := conn.Apply(t.Context(), change)[0]
	require.Equal(t, integrations.Throttled, o.Class)
	require.LessOrEqual(t, o.After, 11*time.Second)
	stage.Pass(t, o.After)
	require.Equal(t, integrations.OK, conn.Apply(t.Context(), change)[0].Class)
	vendor.Change(account, func(a *double.Account) { a.Daily = 5 })
	o = conn.Apply(t.Context(), change)[0]
	require.Equal(t, integrations.Throttled, o.Class)
	require.Equal(t, time.Hour, o.After)
}

func TestSettingsAreLookedAt(t *testing.T) {
	t.Parallel()
	for field, settings := range map[string]map[string]string{
		"token": {"token": " "}, "subscription": {"token": "t", "subscription": "news"}, "events": {"token": "t", "events": "Askwell!"},
	} {
		_, err := provider(nil).Connect(app.Shop{}, settings)
		require.True(t, app.Is(err, app.Invalid))
		require.True(t, strings.Contains(err.Error(), field), err)
	}
}
