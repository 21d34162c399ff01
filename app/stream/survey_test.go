package stream_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/stream"
)

func TestNothingIsEarnedByAConsentOrByWhatNeedsOne(t *testing.T) {
	t.Parallel()
	s, err := stream.Compile(app.Version{Document: app.Document{Handle: "faith", Questions: []app.Question{
		{Key: "faith_ok", Type: "consent"},
		{Key: "faith", Type: "text", Sensitive: true, Consent: "faith_ok", If: app.Rule(`{"==":[{"var":"answers.faith_ok"},true]}`)},
		{Key: "wish", Type: "text"},
	}}})
	require.NoError(t, err)
	for _, agreed := range []any{nil, false, true} {
		left := func(answered ...string) int {
			said := map[string]bool{}
			for _, key := range answered {
				said[key] = true
			}
			return s.Left(rule.Known(map[string]any{"answers.faith_ok": agreed}), func(key string) bool { return said[key] })
		}
		require.Equal(t, 1, left(), agreed)
		require.Zero(t, left("wish"), agreed)
	}
}
