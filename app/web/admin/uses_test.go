package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

type used struct {
	Uses []struct {
		Question string
		Goes     []struct{ Destination, Title, As string }
		Read     []struct{ Survey, Title, Question string }
		Used     bool
	}
}

// TestAMerchantSeesWhatAnAnswerIsGoodFor before anything of the draft is saved, and nothing
// of another shop's surveys.
func TestAMerchantSeesWhatAnAnswerIsGoodFor(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	reader := document("reader")
	reader.Questions[0].Key, reader.Audience = "later", app.Rule(`{"==":[{"var":"answers.source"},"podcast"]}`)
	made := b.published(reader)
	draft := document("heard")
	draft.Questions = append(draft.Questions, draft.Questions[0])
	draft.Questions[1].Key, draft.Questions[1].Mapping = "idle", app.WriteBack{}
	var got used
	require.Equal(t, http.StatusOK, b.call(http.MethodPost, "/surveys/uses", demo, told{"document": draft}, &got))
	require.Len(t, got.Uses, 2)
	require.True(t, got.Uses[0].Used)
	require.Equal(t, "Shopify", got.Uses[0].Goes[0].Title)
	require.Equal(t, string(made.ID), got.Uses[0].Read[0].Survey)
	require.Equal(t, reader.Title, got.Uses[0].Read[0].Title)
	require.False(t, got.Uses[1].Used)

	require.Equal(t, http.StatusOK, b.call(http.MethodPost, "/surveys/uses", other, told{"document": draft}, &got))
	require.Empty(t, got.Uses[0].Read)
	draft.Questions[0].Options = nil
	require.Equal(t, http.StatusUnprocessableEntity, b.call(http.MethodPost, "/surveys/uses", demo, told{"document": draft}, nil))
}
