package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestACartsAnswerAndItsOrderFindEachOtherWheneverTheyCome(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for i := range app.OrderID(30) {
			cart, order := uuid.NewString(), app.Order{ID: i + 1, CreatedAt: noon, UpdatedAt: noon}
			order.Cart = cart
			guest := said(v, 0, "podcast", noon)
			guest.Response.Cart = cart
			answer := func() {
				_, err := s.RecordResponse(t.Context(), demo, guest)
				require.NoError(t, err)
			}
			buy := func() {
				_, err := s.RecordOrder(t.Context(), demo, order)
				require.NoError(t, err)
			}
			if i%3 == 0 {
				buy()
				answer()
			} else {
				both(answer, buy)
			}
			require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE order_id = ?", order.ID), "order %d", i+1)
		}
	})
}

func TestCustomersWhoLogInAtTheSameTimeDoNotWaitInACircle(t *testing.T) {
	t.Parallel()
	url := storetest.Postgres(t)
	var processes [2]*store.Store
	for i := range processes {
		var err error
		processes[i], err = store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, processes[i].Close()) })
	}
	installed(t, processes[0], demo)
	v := published(t, processes[0], demo, "a")
	var running sync.WaitGroup
	for i := range 60 {
		for n, s := range processes {
			for customer := range app.CustomerID(8) {
				running.Go(func() {
					one := said(v, customer+1, "podcast", noon.Add(time.Duration(i)*time.Second))
					one.Visitor = uuid.NewString()
					guest := said(v, 0, "friend", noon)
					guest.Visitor = one.Visitor
					if int(customer)%2 == n {
						_, err := s.RecordResponse(t.Context(), demo, guest)
						require.NoError(t, err)
					}
					_, err := s.RecordResponse(t.Context(), demo, one)
					require.NoError(t, err)
				})
			}
		}
	}
	running.Wait()
}

func TestABrowserIsRememberedToHaveBeenSoManyAndNoMore(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for order := range app.OrderID(60) {
			record(t, s, by(v, store.Whom{Order: order + 1, Visitor: phone}, "podcast"))
		}
		require.Equal(t, 50, store.Count(t, s, "SELECT COUNT(*) FROM visitors"))
		require.Equal(t, 60, counts(t, s)["responses"], "every answer counts all the same")
	})
}
