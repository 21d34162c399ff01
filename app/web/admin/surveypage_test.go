package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestASurveyTellsWhereItsPageIs(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceLink}
	made := b.published(doc)
	var got struct{ URL, QR string }
	query := url.Values{"utm_source": {" Receipt & bag "}, "utm_medium": {"qr"}, "utm_campaign": {""}, "locale": {"sv"}, "kiosk": {"true"}}
	for _, name := range []string{string(made.ID), "heard"} {
		require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surveys/"+name+"/link?"+query.Encode(), demo, nil, &got))
		require.Equal(t, "https://"+string(demo)+"/apps/askwell/surveys/heard?kiosk=1&locale=sv&utm_medium=qr&utm_source=Receipt+%26+bag", got.URL)
		require.True(t, strings.HasPrefix(got.QR, "<svg "))
		require.Contains(t, got.QR, "<title>"+doc.Title+"</title>")
	}
	require.NoError(t, b.store.LearnProxyPath(t.Context(), demo, "/a/ask"))
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surveys/heard/link", demo, nil, &got))
	require.Equal(t, "https://"+string(demo)+"/a/ask/surveys/heard", got.URL, "a merchant may move it")

	elsewhere := document("elsewhere")
	elsewhere.Placements = []app.Surface{app.SurfaceTheme}
	b.published(elsewhere)
	require.Equal(t, http.StatusConflict, b.call(http.MethodGet, "/surveys/elsewhere/link", demo, nil, nil))
	require.Equal(t, http.StatusNotFound, b.call(http.MethodGet, "/surveys/nothing/link", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call(http.MethodGet, "/surveys/heard/link?locale=%3Cx", demo, nil, nil))
	b.install(other)
	require.Equal(t, http.StatusNotFound, b.call(http.MethodGet, "/surveys/heard/link", other, nil, nil))
}
