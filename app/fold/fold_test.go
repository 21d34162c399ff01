package fold_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/fold"
)

func TestWhatPeopleWouldCallTheSameIsTheSame(t *testing.T) {
	t.Parallel()
	for said, folded := range map[string]string{
		"TikTok": "tiktok", " Tik-Tok! ": "tik tok", "Blåbär på Öland": "blabar pa oland", "STRASSE Straße": "strasse strasse",
		"smørrebrød": "smorrebrod", "it's": "its", "ｆｕｌｌ　ｗｉｄｔｈ": "full width", "١٢": "١٢", "ℋello": "hello", "💥": "", "": "",
	} {
		require.Equal(t, folded, fold.Text(said), said)
	}
}

func TestWordsAreToldOnceInOrderAndToAPoint(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"a", "because", "sister", "told"}, fold.Words("Because a sister told a SISTER!", 10))
	require.Equal(t, []string{"咖", "啡"}, fold.Words("咖啡", 10))
	require.Len(t, fold.Words("a b c d e", 3), 3)
	require.Equal(t, []string{strings.Repeat("x", 40)}, fold.Words(strings.Repeat("x", 5000), 3))
	require.Empty(t, fold.Words(" \t💥", 3))
}
