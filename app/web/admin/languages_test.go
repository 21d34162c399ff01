package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

func TestAShopSaysInWhichLanguagesItsSurveysAreWritten(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	var got told
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, &got))
	require.Equal(t, []any{[]any{"en"}, []any{"en"}}, []any{got["languages"], got["usual_languages"]})
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{"languages": []string{"sv", "xx", "en"}}, &got))
	require.Equal(t, []any{"sv", "xx", "en"}, got["languages"])
	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{}, &got))
	require.Equal(t, []any{"sv", "xx", "en"}, got["languages"], "what is not said stays")
	got = nil
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", other, nil, &got))
	require.Equal(t, []any{"en"}, got["languages"], "another shop has its own")

	require.Equal(t, http.StatusOK, b.call("POST", "/templates/poll", demo, nil, nil))
	require.Equal(t, []string{"sv", "en"}, b.asked(demo, "poll").Languages, "those the template has, in the shop's order")
	require.Equal(t, http.StatusOK, b.call("POST", "/templates/poll", demo, told{"languages": []string{"da"}, "again": true}, nil))
	require.Equal(t, []string{"da"}, b.asked(demo, "poll-2").Languages, "who says it for one template has it so")
	require.Equal(t, http.StatusOK, b.call("POST", "/templates/poll", other, nil, nil))
	require.Len(t, b.asked(other, "poll").Languages, 6, "a shop that chose none has them all")

	for field, wrong := range map[string][]string{"languages.0": {"Swedish"}, "languages.1": {"sv", "sv"}} {
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", "/settings", demo, told{"languages": wrong}, &problem))
		require.Equal(t, field, problem.Errors[0].Field)
	}
}

// asked is a survey of a shop as it is published.
func (b *bench) asked(shop app.ShopID, handle string) app.Document {
	b.Helper()
	found, err := b.store.SurveyByHandle(b.Context(), shop, handle)
	require.NoError(b, err)
	version, err := b.store.SurveyVersion(b.Context(), shop, found.ID, found.Version)
	require.NoError(b, err)
	return version.Document
}
