package merchant_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const editor = "/admin/themes/current/editor"

func TestBlocksAreArrangedInTheThemeEditor(t *testing.T) {
	t.Parallel()
	b := installed(t)
	require.Contains(t, b.get(editor+"?template=product"), `aria-label="Remove The question"`, "a block stands where it may until it is taken away")
	require.Contains(t, b.post(editor, "template", "product", "do", "remove", "at", "0"), "Theme saved")
	require.Equal(t, world.Theme{"product": {}}, b.shop.Theme)

	asked := b.get(editor + "?template=product&addAppBlockId=key/question&target=newAppsSection")
	require.Contains(t, asked, "asks you to add this block")
	require.Empty(t, b.shop.Theme["product"], "a link adds nothing by itself")
	b.post(editor, "template", "product", "do", "add", "block", "question")
	set := b.post(editor, "template", "product", "do", "set", "at", "0", "setting.survey", "heard", "setting.quiet", "1", "setting.strange", "x")
	require.Contains(t, set, `<div class="block asked" data-block="sandbox-question-1">`, "what was set is still looked at")
	require.Equal(t, world.Theme{"product": {{Type: "question", Settings: map[string]any{"survey": "heard", "quiet": true}}}}, b.shop.Theme)
	require.Contains(t, b.get(editor+"?template=product"), `value="heard"`)
}

func TestABlockStandsOnlyWhereItMay(t *testing.T) {
	t.Parallel()
	b := installed(t)
	b.post(editor, "template", "cart", "do", "add", "block", "question")
	require.Empty(t, b.shop.Theme["cart"])
	for _, link := range []string{"addAppBlockId=other/question", "addAppBlockId=key/nothing", "activateAppId=key/question"} {
		require.Contains(t, b.get(editor+"?template=product&"+link), "There is no block", link)
	}
}
