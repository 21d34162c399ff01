package question_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app/question"
)

func TestAnOptionsKeyIsMadeOfItsName(t *testing.T) {
	t.Parallel()
	taken := map[string]bool{"nike": true, "nike_2": true}
	for name, key := range map[string]string{
		"Café Ørsted & Søn": "cafe_orsted_son", "NIKE": "nike_3", "Levi's®": "levis", "日本": "option", "": "option", "Other": "other_2",
		"Кофе 250 g": "250_g", "  -- ": "option", strings.Repeat("ab", 50): strings.Repeat("ab", 32),
	} {
		require.Equal(t, key, question.KeyOf(name, func(k string) bool { return taken[k] }), name)
	}
}

func TestEveryKeyIsAnOptionsKeyAndItsOwn(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
	rapid.Check(t, func(t *rapid.T) {
		taken := map[string]bool{}
		for _, name := range rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a", "A", "á", strings.Repeat("x", 80)})), 1, 30).Draw(t, "names") {
			key := question.KeyOf(name, func(k string) bool { return taken[k] })
			require.Regexp(t, form, key)
			require.False(t, taken[key])
			taken[key] = true
		}
	})
}
