package sandbox_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

type story struct {
	Entries []struct {
		Title, Detail, State string
		Status               int
		Subjects             []string
	}
}

func (b *bench) story(query string) story {
	b.Helper()
	var out story
	_, text := b.get("/_sandbox/ledger?" + query)
	require.NoError(b, json.Unmarshal([]byte(text), &out))
	return out
}

func TestWhatATroubleEndsIsStillSomebodysStory(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	ada := b.ada()
	tag := map[string]any{"query": `mutation Tag($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }`, "variables": map[string]any{"id": ada.ID}, "operationName": "Tag"}
	for trouble, status := range map[string]int{`{"error_rate":1}`: http.StatusInternalServerError, `{"revoke_token":true}`: http.StatusUnauthorized} {
		require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", json.RawMessage(trouble), nil))
		require.Equal(t, status, b.send(demo, "/admin/api/2026-10/graphql.json", tag, nil, "X-Shopify-Access-Token", "shpat_x"))
		told := b.story("kind=admin&limit=1&customer=" + ada.ID).Entries
		require.Len(t, told, 1, trouble)
		require.Equal(t, "Askwell tagged Ada Lindqvist", told[0].Title)
		require.Equal(t, status, told[0].Status)
	}
}

func TestTheLedgerSaysWhichWeatherItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, step := range [][2]string{
		{`{"latency_ms":10,"reorder_webhooks":true}`, "The weather: Shopify is slow, webhooks come in the wrong order"},
		{`{"latency_ms":10,"reorder_webhooks":true,"revoke_token":true}`, "The app’s access to every shop was revoked"},
		{`{}`, "The weather is fair"},
	} {
		require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", json.RawMessage(step[0]), nil))
		require.Equal(t, step[1], b.story("kind=control&limit=1").Entries[0].Title)
	}
}
