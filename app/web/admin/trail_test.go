package admin_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// went is where the one answer of a response is, at a destination.
type went struct {
	Destination, Title, State, Why, Delivery string
	Names                                    []string
}

func (b *bench) went(response, at string) went {
	b.Helper()
	var trail struct{ Answers []struct{ Went []went } }
	require.Equal(b, http.StatusOK, b.call("GET", "/responses/"+response+"/trail", demo, nil, &trail))
	for _, one := range trail.Answers[0].Went {
		if one.Destination == at {
			return one
		}
	}
	require.Fail(b, "it says nothing of "+at)
	return went{}
}

// trailed is one person's answer and a tool that is told of it.
func trailed(t *testing.T) (b *bench, her integrations.Subject) {
	b = newBench(t, built)
	b.install(demo)
	made := b.crowd(1)
	draft := b.mapped()
	require.Equal(t, "unmapped", b.stateOf(made, "r1"))
	b.drained()
	require.Equal(t, http.StatusOK, b.call("PUT", "/destinations/tool/mapping", demo, draft, nil))
	require.Equal(t, "nothing", b.went("r1", "tool").State, "it was said before")
	b.answered(made.ID, "r2", 7001, `"podcast"`, time.Now())
	return b, integrations.Subject{Customer: 7001, Email: "a0@example.com"}
}

// stateOf answers once more, and says where that is at the tool.
func (b *bench) stateOf(of survey, response app.ResponseID) string {
	b.Helper()
	b.answered(of.ID, response, 7001, `"friend"`, time.Now())
	return b.went(string(response), "tool").State
}

func (b *bench) drained() {
	b.Helper()
	_, err := b.lanes.Drain(b.Context(), demo, tool)
	require.NoError(b, err)
}

func TestATrailFollowsAnAnswerThroughAllThatBecomesOfIt(t *testing.T) {
	t.Parallel()
	b, her := trailed(t)
	now := b.went("r2", "tool")
	require.Equal(t, []string{"waiting", "Memory"}, []string{now.State, now.Title})
	require.Equal(t, []string{"property source", "list Friends"}, now.Names)
	require.NotEmpty(t, now.Delivery)
	b.drained()
	require.Equal(t, "there", b.went("r2", "tool").State)

	look := func() {
		require.Equal(t, http.StatusOK, b.call("POST", "/destinations/tool/checks", demo, nil, nil))
		b.drained()
	}
	look()
	require.Equal(t, "verified", b.went("r2", "tool").State)
	b.tool.Change(integrations.Change{Subject: her, Set: []integrations.Property{{Key: "source", Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: []byte(`"theirs"`)}}}})
	look()
	require.Equal(t, "different", b.went("r2", "tool").State)
	require.Equal(t, http.StatusOK, b.call("POST", "/destinations/tool/checks/decide", demo, told{"side": "theirs", "all": true}, nil))
	require.Equal(t, "overridden", b.went("r2", "tool").State)
}

func TestATrailSaysWhyAnAnswerIsNotThere(t *testing.T) {
	t.Parallel()
	for state, befall := range map[string]func(b *bench, her integrations.Subject){
		"undone": func(b *bench, _ integrations.Subject) {
			b.drained()
			var begun struct{ Run struct{ ID app.RunID } }
			require.Equal(b, http.StatusAccepted, b.call("POST", "/deliveries/undo", demo, told{"destination": "tool"}, &begun))
			b.through(begun.Run.ID)
		},
		"withheld": func(b *bench, _ integrations.Subject) {
			nowhere := app.DefaultPurposes()
			nowhere[0].Destinations = []string{}
			require.Equal(b, http.StatusOK, b.call("PUT", "/settings", demo, told{"purposes": nowhere}, nil))
			b.drained()
		},
		"parked": func(b *bench, her integrations.Subject) {
			b.tool.Refuse(her, true)
			b.drained()
		},
		"waiting": func(b *bench, _ integrations.Subject) {
			b.tool.Break(integrationtest.Lossy)
			b.drained()
		},
	} {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			b, her := trailed(t)
			befall(b, her)
			now := b.went("r2", "tool")
			require.Equal(t, state, now.State, "%+v", now)
			if state != "undone" {
				require.NotEmpty(t, now.Why)
			}
		})
	}
}

// A part that is refused parks what told it; any other delivery's trail says it of the part.
func TestATrailSaysWhichPartIsRefused(t *testing.T) {
	t.Parallel()
	b, _ := trailed(t)
	b.tool.RefusePart("property:source", true)
	b.drained()
	now := b.went("r2", "tool")
	require.Equal(t, []string{"parked", "the property source: refused"}, []string{now.State, now.Why})
	require.Equal(t, "refused", b.went("r1", "tool").State)
}

// What the merchant changes holds for what was said before: the trail looks where the
// newest version writes, and at what is asked no more where it was written last.
func TestATrailLooksWhereTheNewestVersionWrites(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, "r1", 7001, `"friend"`, time.Now())
	require.Equal(t, []string{"customer metafield source", "customer tag beginning with askwell:source:"}, b.went("r1", "shopify").Names)
	edited := document("heard")
	edited.Questions[0].Mapping = app.WriteBack{OrderMetafield: true}
	b.republished(made, 1, edited)
	require.Equal(t, []string{"order metafield source"}, b.went("r1", "shopify").Names)
	other := document("heard")
	other.Questions[0].Key = "another"
	b.republished(made, 2, other)
	require.Equal(t, []string{"order metafield source"}, b.went("r1", "shopify").Names)
	require.Equal(t, http.StatusNotFound, b.call("GET", "/responses/nothing/trail", demo, nil, nil))
	b.install("slow-wick.myshopify.com")
	b.gone("GET", "/responses/r1/trail", nil)
}

func (b *bench) republished(of survey, revision int, document app.Document) {
	b.Helper()
	at := "/surveys/" + string(of.ID)
	require.Equal(b, http.StatusOK, b.call("PUT", at, demo, told{"revision": revision, "document": document}, nil))
	require.Equal(b, http.StatusOK, b.call("POST", at+"/publish", demo, told{"revision": revision + 1}, nil))
}

// What is shown is the tag she has, and the consent she has given.
func TestATrailNamesTheTagSheHasAndTheConsentSheGave(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.crowd(1)
	draft := b.mapped()
	asking := document("news")
	asking.Questions = append(asking.Questions, app.Question{
		Key: "news", Type: "consent", Prompt: app.Text{"en": "May we write to you?"}, Why: app.Text{"en": "To tell you news."}, Get: app.Text{"en": "News."},
		Use: app.Text{"en": "We write."}, Channel: app.ChannelEmail, Purpose: app.PurposeMarketing,
	})
	made := b.published(asking)
	draft.Targets = append(draft.Targets, target{"question": "source", "kind": "tag", "name": "heard:"})
	draft.Consents = []app.Channel{app.ChannelEmail}
	require.Equal(t, http.StatusOK, b.call("PUT", "/destinations/tool/mapping", demo, draft, nil))
	now := time.Now()
	_, err := b.store.RecordResponse(t.Context(), demo, store.Submitted{
		Response: app.Response{
			ID: "r9", Survey: made.ID, Version: 1, Surface: app.SurfaceThankYou, Locale: "en", SubmittedAt: now, Complete: true,
			Answers: []app.Answer{
				{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: json.RawMessage(`"podcast"`)}},
				{Question: "news", Value: app.Value{Kind: app.KindBoolean, JSON: json.RawMessage(`true`)}},
			},
		},
		Consents: []app.Consent{{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: now, Source: "thank_you"}},
		Customer: 7001, Writes: true,
	})
	require.NoError(t, err)
	b.drained()
	var trail struct{ Answers []struct{ Went []went } }
	require.Equal(t, http.StatusOK, b.call("GET", "/responses/r9/trail", demo, nil, &trail))
	at := func(answer int) went {
		all := trail.Answers[answer].Went
		return all[slices.IndexFunc(all, func(one went) bool { return one.Destination == "tool" })]
	}
	require.Contains(t, at(0).Names, "tag heard:podcast")
	require.Equal(t, []string{"there", "consent by email"}, []string{at(1).State, at(1).Names[0]})
}
