package delivery_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

func TestACustomerIsGivenHerLinksOnceAndNewOnesInTime(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		period, next := 1, w.clock.Now().Add(90*24*time.Hour).Truncate(time.Millisecond)
		w.lanes.Links = func(_ app.ShopID, id app.ProfileID) ([]byte, time.Time, error) {
			return fmt.Appendf(nil, `{"answer":"https://a.example/p/%s-%d"}`, id, period), next, nil
		}
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		profile, err := w.store.CustomerProfile(ctx, w.shop, 7)
		require.NoError(t, err)
		links := func() string { return properties(w.customer(7))[app.LinksKey] }
		require.Equal(t, fmt.Sprintf(`{"answer":"https://a.example/p/%s-1"}`, profile.ID), links())

		written := w.memory.Calls()
		w.clock.Advance(2 * time.Hour)
		require.NoError(t, w.lanes.Relink(ctx))
		w.drain(t)
		require.Equal(t, written, w.memory.Calls(), "nothing is renewed before its time")

		w.clock.Advance(90 * 24 * time.Hour)
		period, next = 2, next.Add(91*24*time.Hour)
		for range 2 {
			require.NoError(t, w.lanes.Relink(ctx))
		}
		w.drain(t)
		require.Equal(t, fmt.Sprintf(`{"answer":"https://a.example/p/%s-2"}`, profile.ID), links())
		require.Equal(t, written+1, w.memory.Calls(), "and once")
		require.Equal(t, app.CauseLinks, w.deliveries(t, app.DeliveryDone)[0].Cause)

		_, err = w.store.Erase(ctx, w.shop, store.ErasureOrder{Request: "r", Customer: 7, RequestedAt: w.clock.Now(), DueAt: w.clock.Now().Add(app.PrivacyTerm)})
		require.NoError(t, err)
		w.drain(t)
		require.NotContains(t, properties(w.customer(7)), app.LinksKey, "they go with her")
	})
}

func TestWhoWasKnownBeforeThereWereLinksIsGivenThemToo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.lanes.Links = func(app.ShopID, app.ProfileID) ([]byte, time.Time, error) {
			return []byte(`{}`), w.clock.Now().Add(time.Hour), nil
		}
		require.NoError(t, w.lanes.Relink(t.Context()))
		w.drain(t)
		require.NotContains(t, properties(w.customer(7)), app.LinksKey, "her first delivery is waited for")
		w.clock.Advance(2 * time.Hour)
		require.NoError(t, w.lanes.Relink(t.Context()))
		w.drain(t)
		require.Contains(t, properties(w.customer(7)), app.LinksKey)
	})
}
