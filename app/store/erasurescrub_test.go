package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// Many live side by side in the same pages, which split and are put together again as
// they come, move and go: nothing of who went may stay in a gap between them.
func TestTheFileForgetsWhoeverGoesAmongMany(t *testing.T) {
	t.Parallel()
	url := storetest.SQLite(t)
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	word := func(c app.CustomerID) string { return fmt.Sprintf("only-word-of-%d-her", c) }
	speak := func(c app.CustomerID) {
		id := app.ResponseID(uuid.NewString())
		_, err := s.RecordResponse(t.Context(), demo, store.Submitted{
			Customer: c, Visitor: "browser-" + word(c), Writes: true, Reply: app.Reply{ID: id}, Response: app.Response{
				ID: id, Survey: v.Survey, Version: v.Version, Surface: app.SurfaceThankYou, Locale: "en", SubmittedAt: time.Now(), Complete: true,
				Answers: []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindText, JSON: fmt.Appendf(nil, "%q", strings.Repeat(word(c)+" ", 1+rand.IntN(30)))}}},
			},
		})
		require.NoError(t, err)
		require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: c, Email: word(c) + "@example.com", At: time.Now()}))
	}
	const first = 100_000
	gone, next := map[app.CustomerID]bool{}, app.CustomerID(first)
	for range 800 {
		switch one := first + rand.N(next-first+1); {
		case rand.IntN(4) > 0:
			speak(next)
			next++
		case gone[one] || one >= next:
		default:
			require.NoError(t, s.EraseCustomer(t.Context(), demo, one, nil))
			gone[one] = true
		}
	}
	require.NotEmpty(t, gone)
	require.NoError(t, s.Scrub(t.Context()))
	require.Equal(t, []string{"ok"}, store.Strings(t, s, "PRAGMA integrity_check"))
	path := strings.TrimPrefix(url, "sqlite:")
	for _, end := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + end)
		require.NoError(t, err)
		for c := range gone {
			if i := bytes.Index(content, []byte(word(c))); i >= 0 {
				require.Fail(t, "somebody is left", "%s%s at %d: %q", "the file", end, i, content[max(i-100, 0):i+100])
			}
		}
	}
}

func TestScrubbingWaitsForWhoeverReadsAnOlderState(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.NoError(t, s.Scrub(t.Context()))
	})
}
