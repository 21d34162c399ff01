package delivery_test

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/retention"
	"github.com/askwell/askwell/app/store"
)

func TestAnAnswerThatWasKeptLongEnoughLeavesEveryDestination(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		ctx := context.Background()
		w.memory.AddCustomer(7, "vip")
		w.memory.AddOrder(70, 7)
		w.aging(t)
		w.answer(t, said{customer: 7, order: 70, version: 3, answers: map[string]string{"source": "podcast", "size": "m"}})
		w.drain(t)
		require.Contains(t, properties(w.customer(7)), "source")
		require.Contains(t, properties(w.order(70)), "source")

		due, err := w.store.Activity(ctx, w.shop, store.Cursor{}, 1)
		require.NoError(t, err)
		now := w.clock.Now()
		_, err = w.store.Expire(ctx, w.shop, now, map[app.ResponseID]store.Term{due[0].Response.ID: {"source": now}})
		require.NoError(t, err)
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m", "vip"}, slices.Sorted(slices.Values(w.customer(7).Tags)))
		require.Equal(t, map[string]string{"size": `"m"`}, properties(w.customer(7)))
		require.NotContains(t, properties(w.order(70)), "source")
		require.Equal(t, app.CauseExpired, w.deliveries(t, app.DeliveryDone)[0].Cause)

		keeper := retention.Keeper{Store: w.store, Logger: slog.New(slog.DiscardHandler), Now: w.clock.Now}
		require.NoError(t, keeper.Trim(ctx))
		require.Equal(t, []string{"askwell:size:m", "vip"}, slices.Sorted(slices.Values(w.customer(7).Tags)))
	})
}
