package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestALanesOldestDeliveryIsOneThatNoRunHasPlanned(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		none, err := s.Pulse(t.Context(), demo, app.ShopifyDestination)
		require.NoError(t, err)
		require.Zero(t, none)

		for n := range 5 {
			_, err := s.RecordResponse(t.Context(), demo, said(v, ada+app.CustomerID(n), "podcast", noon))
			require.NoError(t, err)
		}
		const at = "UPDATE deliveries SET created_at = ?, next_at = ?, reason = ?, run_id = ?, bulk_id = ?, state = ? WHERE id = (SELECT id FROM deliveries WHERE reason = '' AND state = 'waiting' ORDER BY id LIMIT 1)"
		for n, one := range [][]any{{"of a run", "run", "", "waiting"}, {"of a job", "", "job", "waiting"}, {"refused", "", "", "parked"}, {"not answered", "", "", "waiting"}} {
			made := noon.Add(time.Duration(n) * time.Minute)
			store.Exec(t, s, at, append([]any{made.UnixMilli(), made.Add(time.Hour).UnixMilli()}, one...)...)
		}
		store.Exec(t, s, "UPDATE deliveries SET created_at = ?, next_at = ? WHERE reason = ''", noon.Add(time.Hour).UnixMilli(), noon.Add(2*time.Hour).UnixMilli())
		now, err := s.Pulse(t.Context(), demo, app.ShopifyDestination)
		require.NoError(t, err)
		require.Equal(t, store.Pulse{Since: noon.Add(3 * time.Minute).UTC(), Reason: "not answered", NextAt: noon.Add(time.Hour).UTC()}, now)
		for shop, to := range map[app.ShopID]app.DestinationID{other: app.ShopifyDestination, demo: "klaviyo"} {
			elsewhere, err := s.Pulse(t.Context(), shop, to)
			require.NoError(t, err)
			require.Zero(t, elsewhere)
		}
	})
}

func TestALaneRemembersWhenItTookSomethingAndThatItAskedToWait(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		_, err := s.RecordResponse(t.Context(), demo, said(published(t, s, demo, "a"), ada, "podcast", noon))
		require.NoError(t, err)
		look := func() app.Lane {
			t.Helper()
			lanes, err := s.Lanes(t.Context(), demo)
			require.NoError(t, err)
			return lanes[0]
		}
		require.Zero(t, look().DeliveredAt)
		held, err := s.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(time.Minute))
		require.NoError(t, err)
		until, before := time.Now().Add(time.Minute).Truncate(time.Millisecond).UTC(), time.Now()
		require.NoError(t, s.Settle(t.Context(), demo, held, store.Settlement{Took: true, Throttled: until}))
		took := look()
		require.Equal(t, until, took.ThrottledUntil)
		require.WithinRange(t, took.DeliveredAt, before.Add(-time.Second), time.Now().Add(time.Second))
		require.NoError(t, s.Settle(t.Context(), demo, held, store.Settlement{}))
		require.Equal(t, took.DeliveredAt, look().DeliveredAt, "a batch that nobody answers takes nothing away")
		require.Zero(t, look().ThrottledUntil)
	})
}

func TestNewsThatWaitAreToldByKind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		never, err := s.LastHeard(t.Context(), demo)
		require.NoError(t, err)
		require.Zero(t, never)
		for n, topic := range []string{"orders/create", "customers/update", "orders/create", "products/update"} {
			_, err := s.ReceiveWebhook(t.Context(), demo, app.Webhook{ID: string(rune('a' + n)), Topic: topic, ReceivedAt: noon.Add(time.Duration(n) * time.Minute)})
			require.NoError(t, err)
		}
		require.NoError(t, s.FinishWebhook(t.Context(), demo, "d", ""))
		require.NoError(t, s.DeferWebhook(t.Context(), demo, "c", noon.Add(time.Hour), "the shop is busy"))
		unread, err := s.Unread(t.Context(), demo, 10)
		require.NoError(t, err)
		require.Equal(t, []store.Unread{
			{Topic: "orders/create", N: 2, Since: noon.UTC(), Reason: "the shop is busy"}, {Topic: "customers/update", N: 1, Since: noon.Add(time.Minute).UTC()},
		}, unread)
		unread, err = s.Unread(t.Context(), demo, 1)
		require.NoError(t, err)
		require.Len(t, unread, 1, "of the next so many")
		last, err := s.LastHeard(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, noon.Add(3*time.Minute).UTC(), last)
		unread, err = s.Unread(t.Context(), other, 10)
		require.NoError(t, err)
		require.Empty(t, unread)
	})
}

func TestHowALaneGoesIsReadFromItsOwnIndexes(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	plans := strings.Join(store.Plans(t, s, func() {
		_, err := s.Pulse(t.Context(), demo, app.ShopifyDestination)
		require.NoError(t, err)
		_, err = s.Unread(t.Context(), demo, 10)
		require.NoError(t, err)
	}), "\n")
	for _, index := range []string{"deliveries_fresh", "deliveries_due", "inbox_shop_due"} {
		require.Contains(t, plans, "INDEX "+index)
	}
}
