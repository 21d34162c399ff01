package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestConsentsOfTwoCustomersWhoAreMergedStandByTheirMoments(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		tell := func(shop app.ShopID, customer app.CustomerID, id string, state app.ConsentState, at time.Time) func() {
			return func() { require.NoError(t, s.RecordConsent(t.Context(), shop, customer, told(id, state, at))) }
		}
		for seed := range uint64(8) {
			shop := app.ShopID(fmt.Sprintf("shop-%d.myshopify.com", seed))
			installed(t, s, shop)
			news := []func(){
				tell(shop, 1, "a", app.ConsentGranted, noon),
				tell(shop, 2, "b", app.ConsentWithdrawn, noon.Add(time.Minute)),
				tell(shop, 2, "c", app.ConsentGranted, noon.Add(time.Hour)),
				tell(shop, 1, "d", app.ConsentPending, noon.Add(time.Hour)),
				func() {
					_, err := s.MergeCustomers(t.Context(), shop, 1, 2)
					require.NoError(t, err)
				},
			}
			news = append(news, news...) // everything is told twice
			order := rand.New(rand.NewPCG(seed, 0))
			order.Shuffle(len(news), func(i, j int) { news[i], news[j] = news[j], news[i] })
			for _, one := range news {
				one()
			}
			all, err := s.Consents(t.Context(), shop, app.CustomerSubject(1))
			require.NoError(t, err)
			require.Len(t, all, 4)
			require.Equal(t, app.ConsentPending, consent.Standing(all)[emailed].State, "of two at one moment the one that gives less")
			gone, err := s.Consents(t.Context(), shop, app.CustomerSubject(2))
			require.NoError(t, err)
			require.Empty(t, gone)
		}
	})
}
