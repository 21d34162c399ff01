package admin_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

type drawn struct {
	HTML, Module, Page string
	Extension          map[string]any
}

// TestADraftIsShownOnEverySurface without being saved, and without anybody being told.
func TestADraftIsShownOnEverySurface(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	before := b.dump("surveys") + b.dump("displays") + b.dump("responses")
	draft := document("heard")
	draft.Languages, draft.Questions[0].Prompt["da"] = []string{"en", "da"}, "Hvor hørte du om os?<script>"
	for _, surface := range app.Surfaces {
		var got drawn
		status := b.call(http.MethodPost, "/surveys/preview", demo, told{"document": draft, "surface": surface, "locale": "da"}, &got)
		require.Equal(t, http.StatusOK, status, "%s: %s", surface, b.log.String())
		require.NotContains(t, got.HTML+got.Page, "os?<script>", surface)
		switch surface {
		case app.SurfaceLink, app.SurfaceEmail:
			require.Contains(t, got.Page, "Hvor hørte du om os?", surface)
		case app.SurfaceThankYou, app.SurfaceOrderStatus, app.SurfaceAccount:
			require.Contains(t, got.Extension["src"], "/preview/", surface)
		default:
			require.Contains(t, got.HTML, "Hvor hørte du om os?", surface)
		}
	}
	require.Equal(t, before, b.dump("surveys")+b.dump("displays")+b.dump("responses"))

	broken := document("heard")
	broken.Questions[0].Options = nil
	for _, body := range []told{
		{"document": broken, "surface": "theme", "locale": "en"}, {"document": document("heard"), "surface": "moon", "locale": "en"}, {"surface": "theme", "locale": "en"},
	} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call(http.MethodPost, "/surveys/preview", demo, body, nil), body)
	}
}

// TestTheFrameOfADraftMayDoNothing holds the page to its policy: no origin, no request, no
// form, and nobody but the admin around it.
func TestTheFrameOfADraftMayDoNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	answer, page := b.open("/preview", nil)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	policy := strings.Split(answer.Header.Get("Content-Security-Policy"), "; ")
	for _, wanted := range []string{"sandbox allow-scripts allow-forms", "default-src 'none'", "script-src 'self'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"} {
		require.Contains(t, policy, wanted)
	}
	require.NotContains(t, answer.Header.Get("Content-Security-Policy"), "allow-same-origin")
	require.Contains(t, answer.Header.Get("Content-Security-Policy"), "frame-ancestors 'self' https://admin.shopify.com")
	require.NotContains(t, page, "<script>", "nothing stands in the page itself")
	for name, status := range map[string]int{
		"preview.css": 200, "theme-blocks/assets/askwell.js": 200, "thank-you/dist/thank-you.js": 200,
		"index.html": 404, "thank-you/shopify.extension.toml": 404, "..%2f..%2fgo.mod": 404, "polaris.js": 404,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.app+"/preview/"+name, nil)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_, err = io.Copy(io.Discard, answer.Body)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, status, answer.StatusCode, name)
	}
}
