package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestActivityIsWalkedNewestFirstWithoutGapsOrRepeats(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		recorded := map[app.ResponseID]bool{}
		for i := range 7 { // three share each moment
			r := said(v, ada, "podcast", noon.Add(time.Duration(i/3)*time.Second))
			_, err := s.RecordResponse(t.Context(), demo, r)
			require.NoError(t, err)
			recorded[r.Response.ID] = true
		}

		var walked []store.Activity
		for cursor := (store.Cursor{}); ; {
			page, err := s.Activity(t.Context(), demo, cursor, 2)
			require.NoError(t, err)
			if len(page) == 0 {
				break
			}
			walked = append(walked, page...)
			last := page[len(page)-1].Response
			cursor = store.Cursor{SubmittedAt: last.SubmittedAt, ID: last.ID}
		}
		require.Len(t, walked, 7)
		for i, one := range walked {
			require.True(t, recorded[one.Response.ID])
			delete(recorded, one.Response.ID)
			require.Equal(t, ada, one.Customer)
			require.Equal(t, "podcast", one.Response.Answers[0].Value.Text())
			require.Len(t, one.Deliveries, 1)
			require.Empty(t, one.Attempts)
			require.False(t, i > 0 && one.Response.SubmittedAt.After(walked[i-1].Response.SubmittedAt))
		}

		none, err := s.Activity(t.Context(), "slow-wick.myshopify.com", store.Cursor{}, 10)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}

func TestActivityTellsTheOrderAndEveryAttempt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		r := said(published(t, s, demo, "a"), ada, "podcast", noon)
		r.Response.Order = 5
		_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, Name: "#1005", Customer: ada, UpdatedAt: noon})
		require.NoError(t, err)
		_, err = s.RecordResponse(t.Context(), demo, r)
		require.NoError(t, err)
		planned, err := s.Deliveries(t.Context(), demo, store.DeliveryFilter{})
		require.NoError(t, err)
		for n, class := range []string{"transient", "ok"} {
			store.Exec(t, s, `INSERT INTO attempts (shop_id, id, delivery_id, number, class, started_at, duration_ms)
				VALUES (?, ?, ?, ?, ?, ?, 20)`, demo, class, planned[0].ID, n+1, class, noon.UnixMilli()+int64(n))
		}

		got, err := s.Activity(t.Context(), demo, store.Cursor{}, 10)
		require.NoError(t, err)
		require.Equal(t, "#1005", got[0].OrderName)
		require.Equal(t, "transient", got[0].Attempts[0].Class)
		require.Equal(t, 2, got[0].Attempts[1].Number)
	})
}

func TestBacklogsCountWhatIsNotDone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for range 3 {
			_, err := s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", noon))
			require.NoError(t, err)
		}
		backlogs, err := s.Backlogs(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, []store.Backlog{{Destination: app.ShopifyDestination, Waiting: 3}}, backlogs)

		planned, err := s.Deliveries(t.Context(), demo, store.DeliveryFilter{})
		require.NoError(t, err)
		store.Exec(t, s, "UPDATE deliveries SET state = 'parked' WHERE id = ?", planned[0].ID)
		store.Exec(t, s, "UPDATE deliveries SET state = 'done' WHERE id = ?", planned[1].ID)
		backlogs, err = s.Backlogs(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, []store.Backlog{{Destination: app.ShopifyDestination, Waiting: 1, Parked: 1}}, backlogs)

		since, err := s.CountResponses(t.Context(), demo, noon)
		require.NoError(t, err)
		require.Equal(t, 3, since)
		since, err = s.CountResponses(t.Context(), demo, noon.Add(time.Millisecond))
		require.NoError(t, err)
		require.Zero(t, since)
	})
}
