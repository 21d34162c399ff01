package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func someWebhook(id string) app.Webhook {
	now := time.Now()
	return app.Webhook{ID: id, Topic: "orders/create", EventID: "e", TriggeredAt: now, ReceivedAt: now, Payload: []byte("{\"a\":\"\xff\x00\"}")}
}

func TestAWebhookSentFiftyTimesAtOnceIsInTheInboxOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var fresh atomic.Int32
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				isFresh, err := s.ReceiveWebhook(t.Context(), demo, someWebhook(fmt.Sprint("w", i%2)))
				require.NoError(t, err)
				if isFresh {
					fresh.Add(1)
				}
			})
		}
		wg.Wait()
		require.EqualValues(t, 2, fresh.Load())
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM inbox"))
	})
}

func TestTheSameWebhookIDOfAnotherShopIsAnotherWebhook(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, shop := range []app.ShopID{demo, "other.myshopify.com"} {
			fresh, err := s.ReceiveWebhook(t.Context(), shop, someWebhook("same"))
			require.NoError(t, err)
			require.True(t, fresh)
		}
		claimed, err := s.ClaimWebhooks(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Len(t, claimed, 1)
		require.Equal(t, demo, claimed[0].Shop)
	})
}

func TestAClaimedWebhookComesBackOnlyWhenItsLeaseEnds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		sent := someWebhook("w")
		_, err := s.ReceiveWebhook(t.Context(), demo, sent)
		require.NoError(t, err)
		// A lease that ends in the past is one that has just ended.
		claimed, err := s.ClaimWebhooks(t.Context(), demo, 10, -time.Millisecond)
		require.NoError(t, err)
		require.Len(t, claimed, 1)
		require.Equal(t, sent.Payload, claimed[0].Payload, "the bytes as they came")
		require.Equal(t, 1, claimed[0].Attempts)
		again, err := s.ClaimWebhooks(t.Context(), demo, 10, time.Hour)
		require.NoError(t, err)
		require.Len(t, again, 1)
		require.Equal(t, 2, again[0].Attempts)
		held, err := s.ClaimWebhooks(t.Context(), demo, 10, time.Hour)
		require.NoError(t, err)
		require.Empty(t, held)

		require.NoError(t, s.FinishWebhook(t.Context(), demo, "w", ""))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM inbox WHERE state = 'done' AND length(payload) = 0"))
		fresh, err := s.ReceiveWebhook(t.Context(), demo, sent)
		require.NoError(t, err)
		require.False(t, fresh, "a repeat after it was handled")
	})
}

func TestADeferredWebhookIsDueAgainWhenTheShopIsInstalled(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.ReceiveWebhook(t.Context(), demo, someWebhook("early"))
		require.NoError(t, err)
		due, err := s.DueInboxes(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, due)
		require.NoError(t, s.DeferWebhook(t.Context(), demo, "early", time.Now().Add(time.Hour), "not installed yet"))
		due, err = s.DueInboxes(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Empty(t, due)
		installed(t, s, demo)
		due, err = s.DueInboxes(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, due)
	})
}

func TestTwoClaimersNeverHoldTheSameWebhook(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i := range 60 {
			_, err := s.ReceiveWebhook(t.Context(), demo, someWebhook(fmt.Sprint(i)))
			require.NoError(t, err)
		}
		var held sync.Map
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				for range 6 {
					claimed, err := s.ClaimWebhooks(t.Context(), demo, 5, time.Minute)
					require.NoError(t, err)
					for _, w := range claimed {
						_, twice := held.LoadOrStore(w.ID, true)
						require.False(t, twice)
					}
				}
			})
		}
		wg.Wait()
	})
}

func TestOldFinishedWebhooksArePruned(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, id := range []string{"done", "waiting"} {
			_, err := s.ReceiveWebhook(t.Context(), demo, someWebhook(id))
			require.NoError(t, err)
		}
		require.NoError(t, s.FinishWebhook(t.Context(), demo, "done", "for a reason"))
		require.NoError(t, s.PruneInboxes(t.Context(), time.Now().Add(time.Hour)))
		require.Equal(t, []string{"waiting"}, store.Strings(t, s, "SELECT webhook_id FROM inbox"))
	})
}
