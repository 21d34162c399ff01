package store_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	ada app.CustomerID = 7_000_000_000_001
	bob app.CustomerID = 7_000_000_000_002
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// said is a submission of one answer to the question "source".
func said(v app.Version, customer app.CustomerID, answer string, at time.Time) store.Submitted {
	id := app.ResponseID(uuid.NewString())
	quoted, _ := json.Marshal(answer)
	return store.Submitted{
		Customer: customer, Writes: true, Reply: app.Reply{ID: id},
		Response: app.Response{
			ID: id, Survey: v.Survey, Version: v.Version, Surface: app.SurfaceThankYou, Locale: "en", Complete: true,
			Answers:     []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindText, JSON: quoted}}},
			SubmittedAt: at,
		},
	}
}

func counts(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, table := range []string{"responses", "profiles", "deliveries"} {
		found[table] = store.Count(t, s, "SELECT COUNT(*) FROM "+table)
	}
	return found
}

func TestAResponseIsRecordedWithEverythingThatFollowsFromIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		store.Exec(t, s, "UPDATE lanes SET due_at = 0")
		first := said(v, ada, "podcast", noon)
		first.Reply.Remaining = 3

		got, err := s.RecordResponse(t.Context(), demo, first)
		require.NoError(t, err)
		require.Equal(t, store.Recorded{Reply: first.Reply, Destinations: []app.DestinationID{app.ShopifyDestination}}, got)
		require.Equal(t, map[string]int{"responses": 1, "profiles": 1, "deliveries": 1}, counts(t, s))

		planned, err := s.Deliveries(t.Context(), demo, store.DeliveryFilter{})
		require.NoError(t, err)
		require.Equal(t, app.CauseAnswer, planned[0].Cause)
		require.Equal(t, app.DeliveryWaiting, planned[0].State)
		require.Equal(t, first.Response.ID, planned[0].Response)
		lanes, err := s.Lanes(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, noon, lanes[0].DueAt)
		her, err := s.CustomerProfile(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Equal(t, planned[0].Profile, her.ID)
	})
}

func TestASecondSubmitReturnsTheFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		first := said(v, 0, "podcast", noon)
		first.Response.Order = 5
		_, err := s.RecordResponse(t.Context(), demo, first)
		require.NoError(t, err)
		before := counts(t, s)

		again := said(v, 0, "friend", noon.Add(time.Hour))
		again.Response.ID, again.Response.Order = first.Response.ID, 5
		again.Reply.Remaining = 9
		got, err := s.RecordResponse(t.Context(), demo, again)
		require.NoError(t, err)
		require.Equal(t, store.Recorded{Reply: first.Reply, Repeated: true}, got)
		require.Equal(t, before, counts(t, s))
		require.Equal(t, []string{`[{"question":"source","kind":"text","value":"podcast"}]`}, store.Strings(t, s, "SELECT answers FROM responses"))
	})
}

func TestFiftyAtOnceAreOneResponse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		one := said(v, ada, "podcast", noon)
		var wg sync.WaitGroup
		var mu sync.Mutex
		fresh := 0
		for range 50 {
			wg.Go(func() {
				got, err := s.RecordResponse(t.Context(), demo, one)
				require.NoError(t, err)
				require.Equal(t, one.Reply, got.Reply)
				if !got.Repeated {
					mu.Lock()
					fresh++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		require.Equal(t, 1, fresh)
		require.Equal(t, map[string]int{"responses": 1, "profiles": 1, "deliveries": 1}, counts(t, s))
	})
}

func TestTheSameIDInAnotherShopIsAnotherResponse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		one := said(published(t, s, demo, "a"), ada, "podcast", noon)
		two := said(published(t, s, other, "a"), ada, "friend", noon)
		two.Response.ID = one.Response.ID
		for shop, r := range map[app.ShopID]store.Submitted{demo: one, other: two} {
			got, err := s.RecordResponse(t.Context(), shop, r)
			require.NoError(t, err)
			require.False(t, got.Repeated)
		}
		require.Equal(t, 2, counts(t, s)["profiles"])
	})
}

func TestTheNewestAnswerIsThePreference(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for _, one := range []struct {
			answer string
			at     time.Time
		}{{"second", noon.Add(time.Minute)}, {"first", noon}, {"third", noon.Add(time.Hour)}} {
			_, err := s.RecordResponse(t.Context(), demo, said(v, ada, one.answer, one.at))
			require.NoError(t, err)
		}
		prefs, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, prefs, 1)
		require.Equal(t, "third", prefs[0].Value.Text())
		require.Equal(t, noon.Add(time.Hour), prefs[0].AnsweredAt)
		require.Equal(t, 1, counts(t, s)["profiles"])
		none, err := s.Preferences(t.Context(), demo, 0)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}

func TestNothingSheSaidIsForgottenForAllSheSaysLater(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for i := range 500 {
			one := said(v, ada, "yes", noon.Add(time.Duration(i)*time.Second))
			one.Response.Answers[0].Question = fmt.Sprintf("question_%d", i)
			_, err := s.RecordResponse(t.Context(), demo, one)
			require.NoError(t, err)
		}
		known, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, known, 500)
	})
}

func TestAKnownOrderSaysWhoseTheGuestsResponseIs(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, Customer: ada, CreatedAt: noon, UpdatedAt: noon})
		require.NoError(t, err)
		guest := said(v, 0, "podcast", noon)
		guest.Response.Order = 5
		_, err = s.RecordResponse(t.Context(), demo, guest)
		require.NoError(t, err)
		prefs, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, prefs, 1)

		bobs := said(v, bob, "friend", noon)
		bobs.Response.Order = 5
		_, err = s.RecordResponse(t.Context(), demo, bobs)
		require.True(t, app.Is(err, app.Invalid), "%v", err)
		require.ErrorContains(t, err, "order not_yours")
		require.Equal(t, 1, counts(t, s)["responses"])
		require.Equal(t, 1, counts(t, s)["profiles"], "nothing half-recorded")
	})
}

func TestAnOrderSeenLaterFindsItsResponse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		guest := said(v, 0, "podcast", noon)
		guest.Response.Order = 5
		got, err := s.RecordResponse(t.Context(), demo, guest)
		require.NoError(t, err)
		require.NotEmpty(t, got.Destinations, "the order's own metafield can be written at once")
		due, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, Customer: ada, CreatedAt: noon, UpdatedAt: noon})
		require.NoError(t, err)
		require.NotEmpty(t, due)
		prefs, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, prefs, 1)
	})
}

func TestOfAGuestWithoutAnOrderNobodyIsTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		got, err := s.RecordResponse(t.Context(), demo, said(v, 0, "podcast", noon))
		require.NoError(t, err)
		require.Empty(t, got.Destinations)
		silent := said(v, ada, "podcast", noon)
		silent.Writes = false
		got, err = s.RecordResponse(t.Context(), demo, silent)
		require.NoError(t, err)
		require.NotEmpty(t, got.Destinations, "a customer's blocks are told what not to ask")
		require.Equal(t, map[string]int{"responses": 2, "profiles": 2, "deliveries": 1}, counts(t, s))
	})
}

func TestAShopThatLeftTakesNoMoreResponses(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		v := published(t, s, demo, "a")
		_, err := s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", noon))
		require.True(t, app.Is(err, app.NotFound), "%v", err)
		installed(t, s, demo)
		require.NoError(t, s.RecordUninstall(t.Context(), demo, time.Now().Add(time.Second)))
		_, err = s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", noon))
		require.True(t, app.Is(err, app.NotFound), "%v", err)
		require.Zero(t, counts(t, s)["profiles"])
	})
}

func TestManyShopsAndPeopleAtOnceEachGetTheirOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		versions := map[app.ShopID]app.Version{}
		for i := range 5 {
			shop := app.ShopID(fmt.Sprintf("shop-%d.myshopify.com", i))
			installed(t, s, shop)
			versions[shop] = published(t, s, shop, "a")
		}
		var wg sync.WaitGroup
		for shop, v := range versions {
			for person := range 20 {
				for n := range 5 {
					wg.Go(func() {
						r := said(v, app.CustomerID(person), fmt.Sprint(n), noon.Add(time.Duration(n)*time.Second))
						_, err := s.RecordResponse(t.Context(), shop, r)
						require.NoError(t, err)
					})
				}
			}
		}
		wg.Wait()
		// Person 0 is a guest each time; the others are 19 customers of 5 shops.
		require.Equal(t, map[string]int{
			"responses": 500, "profiles": 5 * (19 + 5), "deliveries": 5 * 19 * 5,
		}, counts(t, s))
		for shop := range versions {
			for person := range app.CustomerID(19) {
				prefs, err := s.Preferences(t.Context(), shop, person+1)
				require.NoError(t, err)
				require.Len(t, prefs, 1)
				require.Equal(t, "4", prefs[0].Value.Text())
			}
		}
		require.Zero(t, store.Count(t, s, `SELECT COUNT(*) FROM deliveries d WHERE NOT EXISTS
			(SELECT 1 FROM profiles p WHERE p.shop_id = d.shop_id AND p.id = d.profile_id)`))
	})
}

func TestDisplaysAreCountedByDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		v := published(t, s, demo, "a")
		var wg sync.WaitGroup
		for range 30 {
			wg.Go(func() { require.NoError(t, s.RecordDisplays(t.Context(), demo, v, app.SurfaceTheme, 1, 0)) })
		}
		wg.Wait()
		require.Equal(t, 30, store.Count(t, s, "SELECT SUM(shown) FROM displays"))
	})
}
