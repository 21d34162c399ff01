package admin_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

func TestADestinationIsConnectedChangedPausedAndLeft(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	b.golden("destinations-none", "GET", "/destinations", nil, http.StatusOK)
	b.golden("providers", "GET", "/providers", nil, http.StatusOK)
	b.golden("destination-unknown", "POST", "/destinations", told{"kind": "nothing", "settings": told{}}, http.StatusNotFound)
	b.golden("destination-connected", "POST", "/destinations", told{"kind": "tool", "title": "Letters", "settings": told{}}, http.StatusCreated)
	b.golden("destinations", "GET", "/destinations", nil, http.StatusOK)

	b.golden("destination-changed", "PATCH", "/destinations/tool", told{"title": "News", "drift": "ours", "sample": 10}, http.StatusOK)
	for field, wrong := range map[string]told{"title": {"title": string(make([]byte, 61))}, "sample": {"sample": -1}, "drift": {"drift": "mine"}} {
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call("PATCH", "/destinations/tool", demo, wrong, &problem), field)
		require.Equal(t, field, problem.Errors[0].Field)
	}
	b.golden("destination-checked", "POST", "/destinations/tool/check", nil, http.StatusOK)
	b.golden("destination-paused", "POST", "/destinations/tool/pause", nil, http.StatusOK)
	b.golden("destination-resumed", "POST", "/destinations/tool/resume", nil, http.StatusOK)
	b.golden("destination-catalogue", "GET", "/destinations/tool/catalogue", nil, http.StatusOK)
	b.golden("destination-written", "GET", "/destinations/tool/written", nil, http.StatusOK)

	require.Equal(t, http.StatusUnprocessableEntity, b.call("DELETE", "/destinations/tool", demo, nil, nil), "what becomes of what was written has to be said")
	b.golden("destination-kept", "DELETE", "/destinations/shopify?written=undo", nil, http.StatusConflict)
	b.golden("destination-left", "DELETE", "/destinations/tool?written=leave", nil, http.StatusOK)
	b.golden("destination-gone", "GET", "/destinations/tool", nil, http.StatusNotFound)
	again := told{"kind": "tool", "settings": told{}}
	b.golden("destination-again", "POST", "/destinations", again, http.StatusCreated)
}

func TestADestinationOfAnotherShopIsNotThere(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	b.connected()
	for _, one := range []struct {
		method, path string
		body         any
	}{
		{"GET", "", nil},
		{"PATCH", "", told{"title": "Mine"}},
		{"DELETE", "?written=leave", nil},
		{"DELETE", "?written=undo", nil},
		{"GET", "/written", nil},
		{"POST", "/check", nil},
		{"POST", "/pause", nil},
		{"POST", "/resume", nil},
		{"GET", "/catalogue", nil},
		{"POST", "/plan", told{}},
	} {
		b.gone(one.method, "/destinations/tool"+one.path, one.body)
	}
	var list struct{ Destinations []struct{ ID string } }
	require.Equal(t, http.StatusOK, b.call("GET", "/destinations", other, nil, &list))
	for _, d := range list.Destinations {
		require.NotEqual(t, "tool", d.ID)
	}
	b.golden("destination-untouched", "GET", "/destinations/tool", nil, http.StatusOK)
}

// connected connects the tool as a merchant does.
func (b *bench) connected() {
	b.Helper()
	require.Equal(b, http.StatusCreated, b.call("POST", "/destinations", demo, told{"kind": "tool", "settings": told{}}, nil))
}

func TestADestinationSaysHowTellingItGoes(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	at := time.Now().Add(-time.Hour).Truncate(time.Millisecond).UTC()
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 77, `"podcast"`, at)
	until := time.Now().Add(time.Hour).Truncate(time.Millisecond).UTC()
	b.exec(fmt.Sprintf("UPDATE deliveries SET created_at = %d, next_at = %d, reason = 'it did not answer'", at.UnixMilli(), until.UnixMilli()))
	b.exec(fmt.Sprintf("UPDATE lanes SET delivered_at = %d, throttled_until = %d", at.UnixMilli(), until.UnixMilli()))
	var told map[string]any
	require.Equal(t, http.StatusOK, b.call("GET", "/destinations/shopify", demo, nil, &told))
	past, ahead := at.Format(time.RFC3339Nano), until.Format(time.RFC3339Nano)
	require.Equal(t, map[string]any{"since": past, "reason": "it did not answer", "next_at": ahead, "throttled_until": ahead, "delivered_at": past}, told["pulse"])
	var list struct{ Destinations []map[string]any }
	require.Equal(t, http.StatusOK, b.call("GET", "/destinations", demo, nil, &list))
	require.Equal(t, map[string]any{"since": past}, list.Destinations[0]["pulse"], "and in the list what waits the longest")
	b.exec("UPDATE lanes SET throttled_until = 1000")
	told = nil
	require.Equal(t, http.StatusOK, b.call("GET", "/destinations/shopify", demo, nil, &told))
	require.NotContains(t, told["pulse"], "throttled_until", "what is over is not told")
}
