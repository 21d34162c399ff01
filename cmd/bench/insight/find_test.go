package insight_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/fold"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

var looked = flag.Int("looked", 2_000, "in so many responses words are looked for")

// TestAMerchantWaitsForNoWordHoweverManyHaveWritten looks for words that few wrote, that
// all did and that nobody did, and prints how long the first page takes.
func TestAMerchantWaitsForNoWordHoweverManyHaveWritten(t *testing.T) {
	words := func(text string) store.ResponseFilter { return store.ResponseFilter{Words: fold.Words(text, 8)} }
	narrow := words("zebra")
	narrow.Surface, narrow.Country = app.SurfaceThankYou, "SE"
	named, err := find.Filter{Question: "source", Value: "name:Sister"}.Of(time.UTC, store.Namings{})
	require.NoError(t, err)
	looks := []struct {
		name   string
		filter store.ResponseFilter
		none   bool
	}{
		{"everything", store.ResponseFilter{}, false},
		{"a word that one in a thousand wrote", words("zebra"), false},
		{"the beginning of one, with the rest of a filter", narrow, false},
		{"a word that everybody wrote", words("colou"), false},
		{"a common and a rare word", words("told zebra"), false},
		{"a word that nobody wrote", words("giraffe"), true},
		{"an answer that nobody gave", named, true},
	}
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			at := url(t)
			s := openShop(t, at, *looked, 365)
			storetest.Exec(t, at, "UPDATE responses SET answers = REPLACE(answers, 'because of the colours', 'a zebra told me') WHERE id LIKE '%777'",
				"INSERT INTO word_work (shop_id, before_at, before_id) VALUES ('"+string(demo)+"', 9223372036854775807, '')")
			began := time.Now()
			for more := true; more; {
				var err error
				more, err = s.TakeWords(t.Context(), demo)
				require.NoError(t, err)
			}
			t.Logf("%s: %d responses taken apart into words in %v", name, *looked, time.Since(began))
			for _, one := range looks {
				took := p95(t, s, reading{name: one.name, read: func(ctx context.Context, s *shop, _ *insight.Reader) error {
					page, err := s.FindResponses(ctx, demo, one.filter, store.Cursor{}, 26)
					if err == nil && (len(page.List) == 0) != one.none {
						err = fmt.Errorf("%d responses", len(page.List))
					}
					return err
				}}, 20)
				t.Logf("%s, %d: %s: %v", name, *looked, one.name, took)
			}
			require.NoError(t, s.Close())
		})
	}
}
