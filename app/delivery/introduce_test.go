package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestAskingWhoseManyOrdersAreLeavesTimeToSendWithinTheLease(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const orders = 60
		w.asking = time.Second
		for o := range app.OrderID(orders) {
			w.memory.AddOrder(o+1, 0)
			w.answer(t, said{order: o + 1, answers: map[string]string{"source": "podcast"}})
		}
		start := w.clock.Now()
		var sent time.Time
		w.hook(&w.before, func() { sent = w.clock.Now() })
		_, err := w.lanes.Drain(t.Context(), w.shop, app.ShopifyDestination)
		require.NoError(t, err)
		require.Less(t, sent.Sub(start), lease, "another may have the lane by then")
		w.drain(t)
		require.Len(t, w.deliveries(t, app.DeliveryDone), orders)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(orders)))
	})
}
