package extension_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestBlocksStandWhereTheyMayUntilAMerchantArrangesThem(t *testing.T) {
	t.Parallel()
	all := []*extension.Extension{{Blocks: []extension.Block{
		{Handle: "question", Target: "section", Templates: []string{"product"}}, {Handle: "chat", Target: "body"},
	}}}
	names := func(theme world.Theme, on string) []string {
		out := []string{}
		for _, s := range extension.Stand(all, theme, on) {
			out = append(out, s.Handle)
		}
		return out
	}
	require.Equal(t, []string{"question"}, names(nil, "product"))
	require.Empty(t, names(nil, "cart"))
	require.Equal(t, []string{"chat"}, names(nil, world.Embeds))
	require.Empty(t, names(world.Theme{"product": {}}, "product"), "a merchant took it away")
	twice := world.Theme{"product": {{Type: "question", Settings: map[string]any{"survey": "a"}}, {Type: "question"}, {Type: "gone"}, {Type: "chat"}}}
	require.Equal(t, []string{"question", "question"}, names(twice, "product"))
	require.Equal(t, "a", extension.Stand(all, twice, "product")[0].Settings["survey"])
}
