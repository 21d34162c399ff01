package search_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

// The forms Shopify was seen to answer in extensions.search.
func TestAQueryIsRepeatedAsShopifyReadsIt(t *testing.T) {
	t.Parallel()
	newYork := time.FixedZone("America/New_York", -5*3600)
	for query, want := range map[string]string{
		"":                        `null`,
		"email:grace@example.com": `{"field":"email","match_all":"grace@example.com"}`,
		"grace@example.com":       `{"field":"default","match_all":"grace@example.com"}`,
		"id:<0":                   `{"field":"id","range_lt":0}`,
		"updated_at:<1900-01-01T00:00:00Z": `{"and":[
			{"field":"updated_at","range_lt":"1900-01-01T00:00:00-05:00"},{"field":"00","match_all":"00Z"}]}`,
		"id:1 AND updated_at:>=2026-07-14": `{"and":[
			{"field":"updated_at","range_gte":"2026-07-14"},{"field":"id","match_all":"1"}]}`,
		"tracked:false sku:'INV 1'": `{"and":[
			{"field":"tracked","match_all":"false"},{"field":"sku","match_phrase":"INV 1"}]}`,
		"(id:1 OR id:2) AND updated_at:>=2026-01-01T00:00:00Z": `{"and":[
			{"field":"updated_at","range_gte":"2026-01-01T00:00:00-05:00"},
			{"or":[{"field":"id","match_all":"1"},{"field":"id","match_all":"2"}]},
			{"field":"00","match_all":"00Z"}]}`,
	} {
		q, err := search.Parse(query)
		require.NoError(t, err)
		said, err := json.Marshal(q.Parsed(newYork))
		require.NoError(t, err)
		require.JSONEq(t, want, string(said), query)
	}
}
