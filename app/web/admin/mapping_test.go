package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
)

const tool = app.DestinationID("tool")

type target = map[string]any

type mappingBody struct {
	Revision int           `json:"revision"`
	Targets  []target      `json:"targets"`
	Consents []app.Channel `json:"consents"`
	Link     string        `json:"link,omitempty"`
}

type board struct {
	Mapping   mappingBody `json:"mapping"`
	Proposed  mappingBody `json:"proposed"`
	Questions []struct {
		Key, Title   string
		Sensitive    bool
		Published    bool
		Options      []told
		Kinds, Types []string
	} `json:"questions"`
	Takes struct{ Kinds, Types []string } `json:"takes"`
	Lists []told
}

func TestOneClickMapsAndAPreviewShowsWhatComesOfIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	require.NoError(t, b.store.AddDestination(t.Context(), demo, tool, "tool"))
	made, err := b.store.CreateSurvey(t.Context(), demo, document("how"))
	require.NoError(t, err)
	_, err = b.store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)

	var got board
	require.Equal(t, http.StatusOK, b.call("GET", "/destinations/tool/mapping", demo, nil, &got))
	require.Zero(t, got.Mapping.Revision)
	require.Empty(t, got.Mapping.Targets)
	require.Len(t, got.Proposed.Targets, 1)
	require.Equal(t, "source", got.Questions[0].Key)
	require.Equal(t, []string{"property", "tag", "list", "event"}, got.Questions[0].Kinds)
	require.Equal(t, []string{"text", "texts"}, got.Questions[0].Types)

	b.answered(made.ID, "r1", 7, `"podcast"`, time.Now())
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7, Email: "ada@example.com", At: time.Now()}))
	var preview struct {
		Person, Email, Unknown string
		Properties             []struct {
			Key   string
			Value any
			New   bool
		}
		Changes int
	}
	require.Equal(t, http.StatusOK, b.call("POST", "/destinations/tool/mapping/preview", demo, told{"mapping": got.Proposed, "person": "7"}, &preview))
	require.Equal(t, "customer/7", preview.Person)
	require.Equal(t, "ada@example.com", preview.Email)
	require.Equal(t, "A podcast", preview.Properties[0].Value)
	require.True(t, preview.Properties[0].New)
	readings, err := b.store.AuditLog(t.Context(), demo, store.AuditFilter{Subject: "customer/7"}, 10)
	require.NoError(t, err)
	require.Len(t, readings, 1, "who was shown is written down")

	var saved struct {
		Mapping mappingBody
		Added   []target
	}
	require.Equal(t, http.StatusOK, b.call("PUT", "/destinations/tool/mapping", demo, got.Proposed, &saved), "what is proposed can be sent back as it came")
	require.Equal(t, 1, saved.Mapping.Revision)
	require.Len(t, saved.Added, 1)

	var problem web.Problem
	require.Equal(t, http.StatusConflict, b.call("PUT", "/destinations/tool/mapping", demo, got.Proposed, &problem))
	saved.Mapping.Targets[0]["type"] = "number"
	require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/destinations/tool/mapping", demo, saved.Mapping, &problem))
	require.Equal(t, "targets.0.type", problem.Errors[0].Field)

	for _, path := range []string{"/destinations/tool/mapping", "/destinations/shopify/mapping"} {
		want := map[string]int{"/destinations/tool/mapping": http.StatusNotFound, "/destinations/shopify/mapping": http.StatusUnprocessableEntity}[path]
		require.Equal(t, want, b.call("GET", path, other, nil, &problem), path)
	}
	require.Equal(t, http.StatusNotFound, b.call("POST", "/destinations/tool/mapping/preview", other, told{}, &problem))
}
