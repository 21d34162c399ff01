package extension_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
)

var files = fstest.MapFS{
	"card/shopify.extension.toml":           {Data: []byte("api_version = \"2026-07\"\n[[extensions]]\nname = \"t:name\"\nhandle = \"the-card\"\ntype = \"ui_extension\"\n[[extensions.targeting]]\nmodule = \"./x\"\ntarget = \"admin.customer-details.block.render\"\n[extensions.capabilities]\nnetwork_access = true\nblock_progress = false\n[[extensions.metafields]]\nnamespace = \"$app\"\nkey = \"surveys\"\n[[extensions.settings.fields]]\nkey = \"survey\"\n")},
	"card/locales/en.default.json":          {Data: []byte(`{"name": "Card"}`)},
	"card/locales/sv.json":                  {Data: []byte(`{"name": "Kort"}`)},
	"card/dist/the-card.js":                 {Data: []byte(`shopify.extend()`)},
	"blocks/shopify.extension.toml":         {Data: []byte("name = \"Blocks\"\ntype = \"theme\"\n")},
	"blocks/blocks/question.liquid":         {Data: []byte(`<p></p>{% schema %}{"name": "t:q.name", "target": "section", "class": "q", "enabled_on": {"templates": ["product"]}, "settings": [{"type": "text", "id": "survey", "default": "x"}]}{% endschema %}`)},
	"blocks/locales/en.default.schema.json": {Data: []byte(`{"q": {"name": "Question"}}`)},
	"unbuilt/shopify.extension.toml":        {Data: []byte("[[extensions]]\nname = \"Later\"\nhandle = \"later\"\ntype = \"ui_extension\"\n[[extensions.targeting]]\ntarget = \"admin.customer-details.block.render\"\n")},
	"notes/readme.md":                       {Data: []byte(`no extension`)},
}

func TestExtensionsAreReadAsTheyAreDeployed(t *testing.T) {
	t.Parallel()
	all, err := extension.Read(files)
	require.NoError(t, err)
	require.Len(t, all, 3)
	theme, card := all[0], all[1]
	require.Equal(t, []extension.Block{{
		Handle: "question", Name: "Question", Target: "section", Class: "q", Templates: []string{"product"},
		Settings: []extension.Setting{{Type: "text", ID: "survey", Default: []byte(`"x"`)}},
	}}, theme.Blocks)
	require.True(t, theme.Blocks[0].Fits("product"))
	require.False(t, theme.Blocks[0].Fits("cart"))
	require.True(t, extension.Block{Disabled: []string{"cart"}}.Fits("product"))
	require.False(t, extension.Block{Disabled: []string{"cart"}}.Fits("cart"))
	require.Equal(t, "the-card", card.Handle)
	require.Equal(t, "Card", card.Name)
	require.Equal(t, "Kort", card.Title("sv-SE"))
	require.Equal(t, "Card", card.Title("da"))
	require.Equal(t, []string{"api_access", "network_access"}, card.Capabilities)
	require.Equal(t, "card/dist/the-card.js", card.Bundle)
	require.Equal(t, []extension.Metafield{{Namespace: "$app", Key: "surveys"}}, card.Metafields)
	require.Equal(t, []string{"survey"}, card.Settings)
	require.Contains(t, card.Locales, "sv")
	require.Equal(t, []*extension.Extension{card}, extension.At(all, "admin.customer-details.block.render"), "what is not built stands nowhere")
}

func TestABrokenManifestIsNamed(t *testing.T) {
	t.Parallel()
	_, err := extension.Read(fstest.MapFS{"x/shopify.extension.toml": {Data: []byte("name = ")}})
	require.ErrorContains(t, err, "x/shopify.extension.toml")
	_, err = extension.Read(fstest.MapFS{
		"x/shopify.extension.toml": {Data: []byte(`type = "theme"`)}, "x/blocks/a.liquid": {Data: []byte(`{% schema %}{,}{% endschema %}`)},
	})
	require.ErrorContains(t, err, "x/blocks/a.liquid")
}

func TestTheAppsOwnExtensionsAreRead(t *testing.T) {
	t.Parallel()
	all, err := extension.Read(extensions.FS)
	require.NoError(t, err)
	types := map[string]string{}
	for _, e := range all {
		types[e.Handle] = e.Type
		require.NotEmpty(t, e.Name)
		require.NotContains(t, e.Name, "t:")
	}
	require.Equal(t, extension.Theme, types["theme-blocks"])
	require.Equal(t, extension.UI, types["admin-customer"])
}
