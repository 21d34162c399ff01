package delivery_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestWhatOurBlocksNeedToKnowIsWrittenWhenItChanges(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		left := 2
		w.lanes.Known = func(_ context.Context, _ app.ShopID, people []app.ProfileID, _ map[app.ProfileID]map[string]bool) (map[app.ProfileID]json.RawMessage, error) {
			require.Len(t, people, 1)
			return map[app.ProfileID]json.RawMessage{people[0]: fmt.Appendf(nil, `{"left":%d}`, left)}, nil
		}
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"podcast"`, app.KnownKey: `{"left":2}`}, properties(w.customer(7)))

		written := w.memory.Calls()
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, written, w.memory.Calls(), "the same is not written again")

		left = 1
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, `{"left":1}`, properties(w.customer(7))[app.KnownKey])
		receipts, err := w.store.Receipts(t.Context(), w.shop, app.ShopifyDestination, []string{app.CustomerSubject(7)})
		require.NoError(t, err)
		for _, r := range receipts {
			require.NotContains(t, r.Value, "left", "a receipt does not keep it a second time")
		}
	})
}

func TestOfWhoeverAnswersTheShopIsAskedHowSheStands(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		due, err := w.store.DueReads(t.Context(), w.clock.Now(), 1_000)
		require.NoError(t, err)
		require.NotContains(t, due, w.shop)
		w.drain(t)
		due, err = w.store.DueReads(t.Context(), w.clock.Now(), 1_000)
		require.NoError(t, err)
		require.Contains(t, due, w.shop)
	})
}
