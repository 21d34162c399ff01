package admin_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

// crowd is so many customers with an address who have said where they heard of us.
func (b *bench) crowd(people int) survey {
	b.Helper()
	made := b.published(document("heard"))
	for i := range people {
		who := app.CustomerID(7001 + i)
		b.answered(made.ID, app.ResponseID(uuid.NewString()), who, `"friend"`, time.Now())
		require.NoError(b, b.store.LearnContact(b.Context(), demo, store.Contact{Customer: who, Email: fmt.Sprintf("a%d@example.com", i), At: time.Now()}))
	}
	return made
}

// mapped connects the tool and takes what is proposed, with a list that the friends join.
func (b *bench) mapped() (draft mappingBody) {
	b.Helper()
	b.connected()
	var got board
	require.Equal(b, http.StatusOK, b.call("GET", "/destinations/tool/mapping", demo, nil, &got))
	draft = got.Proposed
	draft.Targets = append(draft.Targets, target{"question": "source", "kind": "list", "name": "12", "label": "Friends", "options": []string{"friend"}})
	return draft
}

func TestWhatWasSaidBeforeIsPlannedSentPausedAndEnded(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.crowd(3)
	draft := b.mapped()
	b.golden("plan-of-a-draft", "POST", "/destinations/tool/plan", told{"mapping": draft}, http.StatusOK)
	b.golden("plan-unmapped", "POST", "/destinations/tool/plan", told{}, http.StatusOK)
	require.Equal(t, http.StatusOK, b.call("PUT", "/destinations/tool/mapping", demo, draft, nil))
	b.golden("runs-none", "GET", "/runs", nil, http.StatusOK)

	var run struct{ ID app.RunID }
	begun := b.golden("run-begun", "POST", "/runs", told{"destination": "tool", "kind": "backfill", "survey": made.ID}, http.StatusCreated)
	require.NoError(t, json.Unmarshal(begun, &run))
	at := "/runs/" + string(run.ID)
	b.golden("run-busy", "POST", "/runs", told{"destination": "tool", "kind": "replay"}, http.StatusConflict)
	b.golden("run-paused", "POST", at+"/pause", nil, http.StatusOK)
	b.golden("run-paused-again", "POST", at+"/pause", nil, http.StatusConflict)
	b.golden("run-resumed", "POST", at+"/resume", nil, http.StatusOK)
	b.through(run.ID)
	b.golden("run-done", "GET", at, nil, http.StatusOK)
	b.golden("run-over", "POST", at+"/cancel", nil, http.StatusConflict)

	again := b.golden("run-replayed", "POST", "/runs", told{"destination": "tool", "kind": "replay"}, http.StatusCreated)
	require.NoError(t, json.Unmarshal(again, &run))
	b.golden("run-cancelled", "POST", "/runs/"+string(run.ID)+"/cancel", nil, http.StatusOK)
	b.golden("runs", "GET", "/runs?destination=tool", nil, http.StatusOK)
	b.golden("runs-elsewhere", "GET", "/runs?destination=shopify", nil, http.StatusOK)
}

// through does a run to its end.
func (b *bench) through(id app.RunID) {
	b.Helper()
	for range 20 {
		_, err := b.runs.Drain(b.Context(), demo, id)
		require.NoError(b, err)
		_, err = b.lanes.Drain(b.Context(), demo, tool)
		require.NoError(b, err)
		now, err := b.store.Run(b.Context(), demo, id)
		require.NoError(b, err)
		if now.State == app.RunDone {
			return
		}
	}
	require.Fail(b, "the run is never done")
}

func TestARunThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.connected()
	for field, wrong := range map[string]told{
		"kind":        {"destination": "tool", "kind": "undo"},
		"destination": {"destination": string(make([]byte, 65)), "kind": "backfill"},
		"survey":      {"destination": "tool", "kind": "backfill", "survey": string(make([]byte, 65))},
		"since":       {"destination": "tool", "kind": "backfill", "since": "yesterday"},
	} {
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/runs", demo, wrong, &problem), field)
		require.Equal(t, field, problem.Errors[0].Field)
	}
	require.Equal(t, http.StatusNotFound, b.call("POST", "/runs", demo, told{"destination": "nothing", "kind": "backfill"}, nil))
	for _, what := range []string{"", "/pause", "/resume", "/cancel"} {
		method := map[bool]string{true: "GET", false: "POST"}[what == ""]
		require.Equal(t, http.StatusNotFound, b.call(method, "/runs/"+uuid.NewString()+what, demo, nil, nil), what)
	}
}

func TestARunOfAnotherShopIsNotThere(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	b.crowd(1)
	b.connected()
	var run struct{ ID app.RunID }
	require.Equal(t, http.StatusCreated, b.call("POST", "/runs", demo, told{"destination": "tool", "kind": "backfill"}, &run))
	b.gone("GET", "/runs/"+string(run.ID), nil)
	for _, how := range []string{"pause", "resume", "cancel"} {
		b.gone("POST", "/runs/"+string(run.ID)+"/"+how, nil)
	}
	b.gone("POST", "/runs", told{"destination": "tool", "kind": "backfill"})
	for _, query := range []string{"", "?destination=tool"} {
		var list struct{ Runs []any }
		require.Equal(t, http.StatusOK, b.call("GET", "/runs"+query, other, nil, &list))
		require.Empty(t, list.Runs)
	}
	now, err := b.store.Run(t.Context(), demo, run.ID)
	require.NoError(t, err)
	require.Equal(t, app.RunRunning, now.State)
}

func TestWhatPublishingAndPurposesChangeIsSaidBefore(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.crowd(3)
	at := "/surveys/" + string(made.ID)
	b.golden("effect-none", "GET", at+"/effect", nil, http.StatusOK)
	edited := document("heard")
	edited.Questions[0].Mapping = app.WriteBack{Metafield: true, OrderMetafield: true}
	require.Equal(t, http.StatusOK, b.call("PUT", at, demo, told{"revision": 1, "document": edited}, nil))
	b.golden("effect-of-publishing", "GET", at+"/effect", nil, http.StatusOK)
	b.gone("GET", at+"/effect", nil)

	nowhere := app.DefaultPurposes()
	nowhere[0].Destinations = []string{}
	b.golden("effect-of-purposes", "POST", "/settings/effect", told{"purposes": nowhere}, http.StatusOK)
	nowhere[0].Key = "No key"
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/settings/effect", demo, told{"purposes": nowhere}, nil))
	b.golden("effect-of-tags", "POST", "/settings/effect", told{"tag_prefix": "zpd:"}, http.StatusOK)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/settings/effect", demo, told{"tag_prefix": "No prefix"}, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/settings/effect", demo, told{}, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/settings", demo, told{"tag_prefix": "No prefix"}, nil))
}
