package page

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestThePageSpeaksEveryLanguageWhole(t *testing.T) {
	t.Parallel()
	require.ElementsMatch(t, Languages, slices.Collect(maps.Keys(words)))
	for lang, own := range words {
		require.Equal(t, slices.Sorted(maps.Keys(words["en"])), slices.Sorted(maps.Keys(own)), lang)
		require.Contains(t, own["too_long"], "%d", lang)
	}
}

func TestALanguageIsTheFirstOfThoseWantedThatWeSpeak(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		wanted []string
		lang   string
	}{
		{[]string{"sv-SE", "pl"}, "sv"},
		{[]string{"", "de-DE, da;q=0.8, en;q=0.9"}, "en"},
		{[]string{"de", "fr, pt_BR", "sl"}, "sl"},
		{[]string{"es_419"}, "es"},
		{[]string{"sv;q=0, PL"}, "pl"},
		{[]string{"pl;q=x, da"}, "da"},
		{[]string{";;q=,,", "x"}, "en"},
		{nil, "en"},
	} {
		require.Equal(t, one.lang, Lang(one.wanted...), one.wanted)
	}
	require.Equal(t, []string{"rtl", "rtl", "", ""}, []string{Dir("ar-EG"), Dir("he"), Dir("sv"), Dir("")})
}
