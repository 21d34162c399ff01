package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestWhatAFalseClaimWroteOnAnOrderIsTakenBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.memory.AddCustomer(42)
		w.memory.AddOrder(5, 0)
		w.answer(t, said{customer: 7, order: 5, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.NotEmpty(t, w.order(5).Properties, "it is nobody's yet")

		_, err := w.store.RecordOrder(t.Context(), w.shop, app.Order{ID: 5, Customer: 42, CreatedAt: w.clock.Now(), UpdatedAt: w.clock.Now()})
		require.NoError(t, err)
		w.drain(t)
		require.Empty(t, w.order(5).Properties)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags, "what she said of herself stands")
		require.Empty(t, w.customer(42).Tags)
	})
}

func TestNothingIsWrittenOnAnOrderThatTurnsOutToBeSomebodyElses(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.memory.AddCustomer(42)
		w.memory.AddOrder(5, 42) // from before our time: no webhook tells of it
		w.answer(t, said{customer: 7, order: 5, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.after, func() { require.Empty(t, w.order(5).Properties) })
		w.drain(t)
		require.Empty(t, w.order(5).Properties)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
		require.Empty(t, w.customer(42).Tags)
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}

func TestACustomerIsToldOfWhileHerOrderIsNotThereYet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, order: 5, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
		require.Len(t, w.deliveries(t, app.DeliveryWaiting), 1)
		w.memory.AddOrder(5, 7)
		w.clock.Advance(time.Minute)
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(5)))
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}

func TestAShopThatComesBackIsToldAgainWhatItForgot(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.clock.Advance(time.Minute)
		require.NoError(t, w.store.RecordUninstall(t.Context(), w.shop, w.clock.Now()))
		w.memory.AddCustomer(7) // our metafields go with us
		w.clock.Advance(time.Minute)
		w.install(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"podcast"`, "size": `"m"`}, properties(w.customer(7)))
	})
}
