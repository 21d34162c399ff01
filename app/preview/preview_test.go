package preview_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preview"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/extensions"
)

const hostile = `</script><script>window.ran=1</script><img src=x onerror="window.ran=1">{{ 'x' }}`

var demo = app.Shop{ID: "demo-shop.myshopify.com", Name: "First Light", Currency: "EUR"}

// draft asks two things in two languages, the second of those alone who brew by filter.
func draft() app.Document {
	return app.Document{
		Handle: "brewing", Title: "Brewing", Languages: []string{"en", "da"}, Placements: []app.Surface{app.SurfaceLink}, Thanks: app.Text{"en": "Thanks", "da": "Tak"},
		Audience: app.Rule(`{"==":[{"var":"customer.orders"},7]}`), Sample: app.Sample{Percent: 1},
		Questions: []app.Question{
			{Key: "brews", Type: "single_choice", Prompt: app.Text{"en": "How do you brew?", "da": "Hvordan brygger du?"}, Why: app.Text{"en": hostile, "da": hostile}, Options: []app.Option{
				{Key: "filter", Label: app.Text{"en": "Filter", "da": hostile}}, {Key: "press", Label: app.Text{"en": "Press", "da": "Stempel"}},
			}},
			{Key: "papers", Type: "text", Prompt: app.Text{"en": "Which papers?", "da": "Hvilke filtre?"}, If: app.Rule(`{"==":[{"var":"answers.brews"},"filter"]}`)},
		},
	}
}

func drawer(t *testing.T) *preview.Drawer {
	t.Helper()
	if _, err := fs.Stat(extensions.FS, "thank-you/dist/thank-you.js"); err != nil {
		t.Skip("SKIPPED: the extensions are not built; run make ui")
	}
	made, err := preview.New(&publish.Publisher{Store: storetest.New(t), AppURL: "https://askwell.example"}, extensions.FS, "/preview/")
	require.NoError(t, err)
	return made
}

// TestADraftIsDrawnByTheBlocksThemselves wherever a block of ours stands, for whoever it is,
// and whatever it says is text there.
func TestADraftIsDrawnByTheBlocksThemselves(t *testing.T) {
	t.Parallel()
	d := drawer(t)
	for _, on := range preview.Blocks {
		got, err := d.Draw(t.Context(), demo, draft(), on, "da")
		require.NoError(t, err, on)
		if got.Extension == nil {
			require.Contains(t, got.HTML, "Hvordan brygger du?", on)
			require.NotContains(t, got.HTML, "liquid-error", on)
			require.NotContains(t, got.HTML, "<script>window", on)
			require.NotContains(t, got.HTML, "<img src=x", on)
			require.Contains(t, got.HTML, `"/preview/theme-blocks/assets/rules.js"`, "one hangs on the other")
			require.Equal(t, "/preview/theme-blocks/assets/askwell.js", got.Module)
			continue
		}
		require.Empty(t, got.HTML, on)
		text, err := json.Marshal(got.Extension)
		require.NoError(t, err)
		require.Contains(t, string(text), "Hvordan brygger du?", on)
		require.NotContains(t, string(text), "customer.orders", "who looks at it is none of its audience")
		require.Equal(t, "da", got.Extension["locale"])
		_, err = d.File(strings.TrimPrefix(got.Extension["src"].(string), "/preview/"))
		require.NoError(t, err, on)
	}
	for _, on := range []app.Surface{app.SurfaceEmail, app.SurfaceStaff, "nowhere"} {
		_, err := d.Draw(t.Context(), demo, draft(), on, "da")
		require.True(t, app.Is(err, app.Invalid), "%s: %v", on, err)
	}
}

func TestOnlyWhatABrowserLoadsIsHandedOut(t *testing.T) {
	t.Parallel()
	d := drawer(t)
	for _, name := range []string{"theme-blocks/assets/askwell.js", "theme-blocks/assets/askwell.css", "theme-blocks/assets/rules.js", "thank-you/dist/thank-you.js"} {
		file, err := d.File(name)
		require.NoError(t, err, name)
		require.NotEmpty(t, file)
	}
	for _, name := range []string{
		"", ".", "theme-blocks/assets", "theme-blocks/assets/.gitkeep", "thank-you/shopify.extension.toml", "thank-you/locales/da.json", "../go.mod",
		"theme-blocks/assets/../blocks/quiz.liquid", "/theme-blocks/assets/askwell.js", "thank-you/dist/../../thank-you/dist/thank-you.js",
	} {
		_, err := d.File(name)
		require.ErrorIs(t, err, fs.ErrNotExist, name)
	}
}

// refusing is a publisher that has nothing to show.
type refusing struct{}

func (refusing) Preview(context.Context, app.Shop, app.Document, app.Surface) ([]byte, error) {
	return nil, app.Errorf(app.TooLarge, "too much")
}

func TestWhatBlocksCannotReadIsNotDrawn(t *testing.T) {
	t.Parallel()
	d, err := preview.New(refusing{}, extensions.FS, "/preview/")
	require.NoError(t, err)
	_, err = d.Draw(t.Context(), demo, draft(), app.SurfaceTheme, "en")
	require.True(t, app.Is(err, app.TooLarge), "%v", err)
}
