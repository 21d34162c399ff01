package store_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	phone  = "11111111-1111-4111-8111-111111111111"
	laptop = "22222222-2222-4222-8222-222222222222"
)

// by is an answer to "source" of somebody.
func by(v app.Version, who store.Whom, answer string) store.Submitted {
	r := said(v, who.Customer, answer, noon)
	r.Response.Order, r.Visitor = who.Order, who.Visitor
	r.Repeats = func(_ bool, before []app.Response) (app.ResponseID, bool) {
		for _, one := range before {
			if string(one.Answers[0].Value.JSON) == string(r.Response.Answers[0].Value.JSON) {
				return one.ID, true
			}
		}
		return "", false
	}
	return r
}

func history(t *testing.T, s *store.Store, who store.Whom) store.History {
	t.Helper()
	h, err := s.History(t.Context(), demo, who)
	require.NoError(t, err)
	return h
}

// answersOf is what is remembered of somebody, sorted.
func answersOf(t *testing.T, s *store.Store, who store.Whom) []string {
	t.Helper()
	var all []string
	for _, r := range history(t, s, who).Responses {
		all = append(all, string(r.Answers[0].Value.JSON))
	}
	slices.Sort(all)
	return all
}

func TestAHundredAtOnceOfOnePersonAreOneAnswerAndOneReward(t *testing.T) {
	t.Parallel()
	for name, who := range map[string]store.Whom{
		"a customer":             {Customer: ada},
		"a customer somewhere":   {Customer: ada, Order: 5, Visitor: phone},
		"a guest who ordered":    {Order: 5},
		"a browser":              {Visitor: phone},
		"a browser which orders": {Order: 5, Visitor: phone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				v := published(t, s, demo, "a")
				tenner(t, s, 0, 200)
				var all sync.WaitGroup
				for range 100 {
					all.Go(func() {
						r := by(v, who, "podcast")
						r.Earns = store.Earning{Reward: "tenner"}
						got, err := s.RecordResponse(t.Context(), demo, r)
						require.NoError(t, err)
						require.Equal(t, "CODE-0", got.Reply.Reward.Code)
						_, err = s.History(t.Context(), demo, who)
						require.NoError(t, err)
					})
				}
				all.Wait()
				found := counts(t, s)
				require.Equal(t, []int{1, 1}, []int{found["responses"], found["profiles"]})
				requireRegister(t, s, 1, 1, 199)
			})
		})
	}
}

func TestTwoProcessesFindTheSameGuest(t *testing.T) {
	t.Parallel()
	url := storetest.Postgres(t)
	var stores []*store.Store
	for range 2 {
		s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		stores = append(stores, s)
	}
	installed(t, stores[0], demo)
	v := published(t, stores[0], demo, "a")
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			who := []store.Whom{{Order: 5}, {Visitor: phone}, {Customer: ada, Visitor: laptop}}[i%3]
			_, err := stores[i/3%2].RecordResponse(t.Context(), demo, by(v, who, "podcast"))
			require.NoError(t, err)
		})
	}
	all.Wait()
	require.Equal(t, map[string]int{"responses": 3, "profiles": 3, "deliveries": 2}, counts(t, stores[0]))
}

func TestASecondAnswerIsACorrectionAndTheSameAgainIsNone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		first := record(t, s, by(v, store.Whom{Customer: ada}, "podcast"))
		require.False(t, first.Repeated)
		same := by(v, store.Whom{Customer: ada}, "podcast")
		told := first.Reply
		told.ID = same.Response.ID
		require.Equal(t, store.Recorded{Reply: told}, record(t, s, same), "it is taken, and recorded once")
		require.Equal(t, store.Recorded{Reply: told, Repeated: true}, record(t, s, same), "and so is what she sends again")
		require.Equal(t, 1, counts(t, s)["responses"])
		require.False(t, record(t, s, by(v, store.Whom{Customer: ada}, "friend")).Repeated)
		require.Equal(t, []string{`"friend"`, `"podcast"`}, answersOf(t, s, store.Whom{Customer: ada}))
	})
}

func TestAnAnswerThatCameIntoDoubtCanBeConfirmed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Customer: ada}, "podcast"))
		for range 2 {
			_, err := s.Contradict(t.Context(), demo, ada, []string{"source"}, noon.Add(time.Hour))
			require.NoError(t, err)
		}
		_, err := s.Contradict(t.Context(), demo, ada, []string{"source"}, noon)
		require.NoError(t, err)
		require.Equal(t, []store.Doubt{{Question: "source", Since: noon.Add(time.Hour)}}, history(t, s, store.Whom{Customer: ada}).Doubts)
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE cause = 'link'"))
		require.False(t, record(t, s, by(v, store.Whom{Customer: ada}, "podcast")).Repeated)
	})
}

func TestAGuestIsKnownByHerBrowserAndByHerOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone}, "browser"))
		record(t, s, by(v, store.Whom{Visitor: phone, Order: 5}, "order"))
		require.Equal(t, 1, counts(t, s)["profiles"], "her browser ordered")
		record(t, s, by(v, store.Whom{Visitor: laptop, Order: 5}, "laptop"))
		require.Equal(t, 1, counts(t, s)["profiles"], "the order is hers, wherever she looks at it")
		all := []string{`"browser"`, `"laptop"`, `"order"`}
		for _, who := range []store.Whom{{Visitor: phone}, {Order: 5}, {Visitor: laptop}} {
			require.Equal(t, all, answersOf(t, s, who))
		}
		require.Empty(t, answersOf(t, s, store.Whom{}))
		require.Empty(t, answersOf(t, s, store.Whom{Order: 6}))

		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, ada, 2_000))
		require.NoError(t, err)
		require.Equal(t, all, answersOf(t, s, store.Whom{Customer: ada}), "guests who order keep their history")
	})
}

func TestWhoJustOrderedIsNotAskedAgainBeforeItIsKnownWhoseOrderItIs(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Order: 5}, "as a guest"))
		record(t, s, by(v, store.Whom{Order: 6, Customer: ada}, "as herself"))
		for _, who := range []store.Whom{{Order: 5, Customer: ada}, {Order: 6}} {
			said := slices.DeleteFunc(history(t, s, who).Responses, func(r app.Response) bool { return r.Order != who.Order })
			require.Len(t, said, 1, "%+v", who)
			require.Equal(t, app.Value{}, said[0].Answers[0].Value, "what it was is nobody's business yet")
		}
		require.Empty(t, history(t, s, store.Whom{Order: 7}).Responses)
		require.Empty(t, history(t, s, store.Whom{Customer: bob}).Responses)

		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, ada, 2_000))
		require.NoError(t, err)
		require.Empty(t, history(t, s, store.Whom{Order: 5, Customer: bob}).Responses, "another's it is not")
		require.Len(t, answersOf(t, s, store.Whom{Order: 5, Customer: ada}), 2)
	})
}

func TestTwoWhoOrderFromOneBrowserStayTwo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone, Order: 5}, "adas"))
		record(t, s, by(v, store.Whom{Visitor: phone, Order: 6}, "bobs"))
		for order, customer := range map[app.OrderID]app.CustomerID{5: ada, 6: bob} {
			_, err := s.RecordOrder(t.Context(), demo, anOrder(order, customer, 2_000))
			require.NoError(t, err)
		}
		require.Equal(t, []string{`"adas"`}, answersOf(t, s, store.Whom{Customer: ada, Visitor: phone}))
		require.Equal(t, []string{`"bobs"`}, answersOf(t, s, store.Whom{Customer: bob, Visitor: phone}))
		require.Len(t, answersOf(t, s, store.Whom{Visitor: phone}), 2, "but neither is asked again here")
	})
}

func TestAGuestWhoLogsInKeepsWhatSheSaid(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone}, "guest"))
		require.Equal(t, phone, history(t, s, store.Whom{Visitor: phone}).Sample)
		require.Equal(t, []string{`"guest"`}, answersOf(t, s, store.Whom{Customer: ada, Visitor: phone}), "before she says anything")

		silent := by(v, store.Whom{Customer: ada, Visitor: phone}, "hers")
		silent.Writes = false
		got := record(t, s, silent)
		require.NotEmpty(t, got.Destinations, "what she said as a guest is told now")
		require.Equal(t, 1, counts(t, s)["profiles"])
		require.Equal(t, []string{`"guest"`, `"hers"`}, answersOf(t, s, store.Whom{Customer: ada}), "on every device")
		for _, who := range []store.Whom{{Customer: ada}, {Customer: ada, Visitor: phone}, {Visitor: phone}} {
			require.Equal(t, phone, history(t, s, who).Sample)
		}
		require.Equal(t, phone, history(t, s, store.Whom{Customer: ada, Visitor: laptop}).Sample, "whatever browser she comes from")
	})
}

func TestABrowserAloneNeverSpeaksForACustomer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Customer: ada, Visitor: phone}, "hers"))
		h := history(t, s, store.Whom{Visitor: phone})
		require.Len(t, h.Responses, 1, "it is not asked again")
		require.Zero(t, h.Responses[0].Answers[0].Value, "nor told what she said")
		require.Empty(t, h.Profile)
		require.Zero(t, h.Customer)

		record(t, s, by(v, store.Whom{Visitor: phone}, "guests"))
		require.NoError(t, s.Snooze(t.Context(), demo, store.Whom{Visitor: phone}, "wish", time.Time{}))
		require.Equal(t, []string{`"hers"`}, answersOf(t, s, store.Whom{Customer: ada}))
		require.Empty(t, history(t, s, store.Whom{Customer: ada}).Snoozes)

		record(t, s, by(v, store.Whom{Customer: bob, Visitor: phone}, "bobs"))
		require.Equal(t, []string{`"bobs"`}, answersOf(t, s, store.Whom{Customer: bob, Visitor: phone}), "a browser two share is nobody's")
		require.Equal(t, 3, counts(t, s)["profiles"])
	})
}

func TestNeverIsNeverAndTheLongerSnoozeStands(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		who := store.Whom{Customer: ada}
		later, latest := noon.AddDate(0, 0, 14), noon.AddDate(0, 0, 20)
		for _, until := range []time.Time{later, latest, later} {
			require.NoError(t, s.Snooze(t.Context(), demo, who, "wish", until))
		}
		require.Equal(t, latest, history(t, s, who).Snoozes[0].Until)
		for _, until := range []time.Time{{}, later} {
			require.NoError(t, s.Snooze(t.Context(), demo, who, "wish", until))
		}
		require.Zero(t, history(t, s, who).Snoozes[0].Until)
		require.Len(t, history(t, s, who).Askings, 1, "she was asked, if not twice in a minute")
		require.Equal(t, 5, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE cause = 'asked'"), "her blocks are to know")
	})
}

func TestManySnoozesAtOnceAreTheLongest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		var all sync.WaitGroup
		for i := range 30 {
			all.Go(func() {
				until := noon.AddDate(0, 0, i)
				require.NoError(t, s.Snooze(t.Context(), demo, store.Whom{Visitor: phone}, "wish", until))
			})
		}
		all.Wait()
		require.Equal(t, []store.Snooze{{Question: "wish", Until: noon.AddDate(0, 0, 29)}}, sinceless(history(t, s, store.Whom{Visitor: phone}).Snoozes))
	})
}

func sinceless(list []store.Snooze) []store.Snooze {
	for i := range list {
		list[i].Since = time.Time{}
	}
	return list
}

func TestWhoWasOnlyAskedIsKnownByHerOrderToo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		asked := store.Asked{Whom: store.Whom{Order: 5}, Survey: "s", Questions: []string{"source", "wish"}}
		require.NoError(t, s.RecordAskings(t.Context(), demo, asked))
		require.NoError(t, s.RecordAskings(t.Context(), demo, store.Asked{Questions: []string{"source"}}), "of nobody nothing is kept")
		require.Equal(t, 1, counts(t, s)["profiles"])
		due, err := s.RecordOrder(t.Context(), demo, anOrder(5, ada, 2_000))
		require.NoError(t, err)
		require.NotEmpty(t, due)
		require.Len(t, history(t, s, store.Whom{Customer: ada}).Askings, 2)
		err = s.RecordAskings(t.Context(), demo, store.Asked{Whom: store.Whom{Order: 5, Customer: bob}, Questions: []string{"source"}})
		require.ErrorContains(t, err, "order not_yours")
		err = s.RecordAskings(t.Context(), other, store.Asked{Whom: store.Whom{Order: 5}, Questions: []string{"source"}})
		require.True(t, app.Is(err, app.NotFound), "%v", err)
	})
}

func TestWhatSheWasAskedFollowsHerAndIsErasedWithHer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tables := []string{"visitors", "askings", "snoozes", "doubts"}
		live := func(customer app.CustomerID, visitor string) {
			who := store.Whom{Customer: customer, Visitor: visitor}
			record(t, s, by(v, who, "podcast"))
			require.NoError(t, s.Snooze(t.Context(), demo, who, "wish", noon))
			_, err := s.Contradict(t.Context(), demo, customer, []string{"source"}, noon)
			require.NoError(t, err)
		}
		live(ada, phone)
		live(bob, laptop)
		require.NoError(t, s.Snooze(t.Context(), demo, store.Whom{Customer: bob}, "wish", time.Time{}))
		merge(t, s, ada, bob)
		h := history(t, s, store.Whom{Customer: ada})
		require.Equal(t, []store.Snooze{{Question: "wish"}}, sinceless(h.Snoozes), "never stands")
		require.Len(t, h.Doubts, 1)
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM visitors WHERE profile_id = ?", string(h.Profile)))

		data, err := s.ExportCustomer(t.Context(), demo, ada, nil)
		require.NoError(t, err)
		require.Equal(t, "wish", data.Snoozes[0].Question)
		require.Len(t, data.Browsers, 2)
		require.Len(t, data.Doubts, 2, "each as it was told")
		require.NotEmpty(t, data.Asked)
		require.NoError(t, s.EraseCustomer(t.Context(), demo, ada, nil))
		for _, table := range tables {
			require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM "+table), table)
		}

		live(7, phone)
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 7))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM visitors"), "nothing says whose the guest's answers were")
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM snoozes"))

		guest := store.Whom{Order: 9, Visitor: laptop}
		require.NoError(t, s.RecordAskings(t.Context(), demo, store.Asked{Whom: guest, Questions: []string{"source"}}))
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 0, []app.OrderID{9}))
		require.Empty(t, history(t, s, guest).Askings)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM visitors"))
	})
}

func TestAShopSaysHowMuchOfItsShoppersTimeItAsksFor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		want := store.Offer{Surveys: []store.Offered{{ID: v.Survey, Handle: "a", Version: 1}}}
		for _, budget := range []*app.Budget{nil, {Visit: app.Limit{Questions: 7, Seconds: 1.5}}, nil} {
			require.NoError(t, s.SetBudget(t.Context(), demo, budget))
			want.Budget = budget
			offer, err := s.Offer(t.Context(), demo)
			require.NoError(t, err)
			require.Equal(t, want, offer)
			shop, err := s.Shop(t.Context(), demo)
			require.NoError(t, err)
			require.Equal(t, budget, shop.Budget)
			installed(t, s, demo)
		}
	})
}

func TestACustomerMeetsTheGuestSheWasWithoutAWord(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone}, "podcast"))
		her := store.Whom{Customer: ada, Visitor: phone}
		require.True(t, history(t, s, her).Unmet)
		require.Empty(t, answersOf(t, s, store.Whom{Customer: ada}), "nobody else knows yet")
		require.NoError(t, s.Meet(t.Context(), demo, her))
		require.False(t, history(t, s, her).Unmet)
		require.Equal(t, []string{`"podcast"`}, answersOf(t, s, store.Whom{Customer: ada}))
		planned, err := s.Deliveries(t.Context(), demo, store.DeliveryFilter{})
		require.NoError(t, err)
		require.Len(t, planned, 1)
		require.Equal(t, app.CauseLink, planned[0].Cause)
		require.False(t, planned[0].NextAt.After(time.Now()), "the shop hears of it at once")

		record(t, s, by(v, store.Whom{Visitor: laptop}, "friend"))
		record(t, s, by(v, store.Whom{Customer: ada + 1, Visitor: laptop}, "search"))
		require.False(t, history(t, s, store.Whom{Customer: ada, Visitor: laptop}).Unmet, "somebody else's browser")
		require.NoError(t, s.Meet(t.Context(), demo, store.Whom{Customer: ada, Visitor: laptop}))
		require.Equal(t, []string{`"podcast"`}, answersOf(t, s, store.Whom{Customer: ada}))
	})
}
