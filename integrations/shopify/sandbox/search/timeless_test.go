package search_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

func TestATermOnTimesThatNamesNoneIsFound(t *testing.T) {
	t.Parallel()
	for query, timeless := range map[string]bool{
		"":                                    false,
		"created_at:>=2026-01-01":             false,
		"created_at:*":                        false,
		"created_at:now":                      false,
		"status:yesterday":                    false,
		"created_at:not-a-date":               true,
		"status:open AND created_at:>='soon'": true,
		"-created_at:soon":                    true,
	} {
		q, err := search.Parse(query)
		require.NoError(t, err)
		require.Equal(t, timeless, q.Timeless("created_at"), query)
	}
}
