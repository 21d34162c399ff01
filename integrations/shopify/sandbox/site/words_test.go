package site

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryLanguageSaysTheSameThings(t *testing.T) {
	t.Parallel()
	all, err := readWords()
	require.NoError(t, err)
	require.Len(t, all, 6)
	for language, texts := range all {
		require.Len(t, texts, len(all["en"]), language)
		for key, text := range texts {
			require.NotEmpty(t, text, "%s.%s", language, key)
			require.Equal(t, strings.Count(all["en"][key], "%s"), strings.Count(text, "%s"), "%s.%s", language, key)
		}
	}
	said, err := all.say("pl-PL", "hi", "Zofia")
	require.NoError(t, err)
	require.Equal(t, "Cześć, Zofia", said)
	_, err = all.say("en", "nothing")
	require.Error(t, err)
}
