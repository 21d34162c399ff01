package store_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// unparted are the tables that a join and its undoing leave their traces in: what was
// planned, what is read of Shopify anew, and the join itself.
var unparted = []string{"joins", "deliveries", "lanes", "customers", "customer_marks", "refusals", "tally_marks"}

// held is every row of a shop, and what is exported of a customer, but for when it was
// changed and what was planned.
func (w town) held(t *testing.T, tables []string, whose app.CustomerID) string {
	t.Helper()
	rows := map[string]any{}
	for _, table := range tables {
		if !slices.Contains(unparted, table) {
			rows[table] = store.Rows(t, w.s, table, w.shop, "updated_at")
		}
	}
	data, err := w.s.ExportCustomer(t.Context(), w.shop, whose, nil)
	require.NoError(t, err)
	data.Deliveries, data.Joins, data.Standing = nil, nil, nil
	for i := range data.Profiles {
		data.Profiles[i].UpdatedAt = time.Time{}
	}
	rows["exported"] = data
	text, err := json.MarshalIndent(rows, "", " ")
	require.NoError(t, err)
	return string(text)
}

// live draws what customers and guests did: each customer has said something, some
// guests spoke of orders, and everybody may have said, earned or put off more.
func (w town) live(t *testing.T, r *rapid.T) {
	t.Helper()
	ctx := t.Context()
	require.NoError(t, w.s.CreateReward(ctx, w.shop, app.RewardRule{Handle: "tenner", Kind: app.RewardPercentage, Value: "10"}, "CODE-"+string(w.shop)))
	require.NoError(t, w.s.KeepDiscount(ctx, w.shop, "tenner", "gid", noon))
	for n := range fewCustomers + rapid.IntRange(0, 12).Draw(r, "more") {
		who := store.Whom{Customer: app.CustomerID(n + 1)}
		if n >= fewCustomers {
			who = w.somebody(r)
		}
		one := w.answer(fact{n: n, customer: who.Customer, question: rapid.SampledFrom([]string{"source", "wish"}).Draw(r, "question"), at: noon.Add(time.Duration(n) * time.Second)})
		one.Response.Order, one.Visitor = who.Order, who.Visitor
		if rapid.Bool().Draw(r, "earns") {
			one.Earns = store.Earning{Reward: "tenner"}
		}
		_, err := w.s.RecordResponse(ctx, w.shop, one)
		require.NoError(t, err)
		if rapid.Bool().Draw(r, "snoozes") {
			require.NoError(t, w.s.Snooze(ctx, w.shop, who, "wish", noon.AddDate(0, 0, rapid.IntRange(0, 3).Draw(r, "days"))))
		}
		if who.Customer == 0 {
			continue
		}
		require.NoError(t, w.tell(r, fact{kind: "consent", n: n, customer: who.Customer, state: app.ConsentGranted, at: noon}))
		require.NoError(t, w.tell(r, fact{kind: "order", n: n, customer: who.Customer, at: noon}))
		require.NoError(t, w.s.LearnContact(ctx, w.shop, store.Contact{Customer: who.Customer, Email: fmt.Sprintf("c%d@example.com", n), At: noon}))
	}
}

// somebody is a customer, or a guest of one of few orders who comes by one of few browsers.
func (w town) somebody(r *rapid.T) store.Whom {
	if rapid.Bool().Draw(r, "customer") {
		return store.Whom{Customer: app.CustomerID(rapid.Int64Range(1, fewCustomers).Draw(r, "who"))}
	}
	n := rapid.IntRange(1, 4).Draw(r, "guest")
	return store.Whom{Order: app.OrderID(n), Visitor: fmt.Sprintf("%08d-1111-4111-8111-111111111111", n)}
}

// joined are the joins that hold in a shop.
func (w town) joined(t *testing.T) map[[2]string]bool {
	t.Helper()
	found := map[[2]string]bool{}
	for _, pair := range store.Strings(t, w.s, "SELECT from_id || '>' || into_id FROM joins WHERE shop_id = ? AND parted_at = 0", w.shop) {
		for i, c := range pair {
			if c == '>' {
				found[[2]string{pair[:i], pair[i+1:]}] = true
			}
		}
	}
	return found
}

func TestToJoinAndToPartAgainIsToDoNothing(t *testing.T) {
	t.Parallel()
	var tables []string
	var once sync.Once
	checkEach(t, func(t *testing.T, is require.TestingT, r *rapid.T, s *store.Store) {
		once.Do(func() { tables = store.TablesWithShop(t, s) })
		w := newTown(t, s)
		w.live(t, r)
		join := func() {
			if rapid.Bool().Draw(r, "merge") {
				kept := app.CustomerID(rapid.Int64Range(1, fewCustomers).Draw(r, "kept"))
				gone := app.CustomerID(rapid.Int64Range(1, fewCustomers).Draw(r, "gone"))
				if kept != gone {
					_, err := s.MergeCustomers(t.Context(), w.shop, kept, gone)
					require.NoError(is, err)
				}
				return
			}
			order := app.OrderID(rapid.Int64Range(1, 4).Draw(r, "order"))
			_, err := s.LinkOrder(t.Context(), w.shop, order, app.CustomerID(order))
			require.NoError(is, err)
		}
		for range rapid.IntRange(0, 3).Draw(r, "before") {
			join()
		}
		whose := app.CustomerID(rapid.Int64Range(1, fewCustomers).Draw(r, "whose"))
		was, before := w.joined(t), w.held(t, tables, whose)
		for range rapid.IntRange(1, 4).Draw(r, "joins") {
			join()
		}
		made := maps.Clone(w.joined(t))
		maps.DeleteFunc(made, func(pair [2]string, _ bool) bool { return was[pair] })
		for _, pair := range rapid.Permutation(slices.SortedFunc(maps.Keys(made), func(a, b [2]string) int {
			return slices.Compare(a[:], b[:])
		})).Draw(r, "parts") {
			_, err := s.PartPeople(t.Context(), w.shop, app.ProfileID(pair[0]), app.ProfileID(pair[1]))
			require.NoError(is, err)
		}
		require.Equal(is, before, w.held(t, tables, whose))
	})
}

func TestWhoTurnedOutToBeSomebodyElseIsNotToldOfInAnExport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "two", 2, 0, "podcast", 20)
		require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: 2, Email: "two@example.com", Phone: "+46701740605", At: noon}))
		answered(t, s, "visitor-of-two", 0, 7, "a third thing", 25)
		_, err := s.LinkOrder(t.Context(), demo, 7, 2)
		require.NoError(t, err)
		answered(t, s, "one", 1, 0, "friend", 10)
		merge(t, s, 1, 2)
		told := func(customer app.CustomerID) string {
			data, err := s.ExportCustomer(t.Context(), demo, customer, nil)
			require.NoError(t, err)
			text, err := json.Marshal(data)
			require.NoError(t, err)
			return string(text)
		}
		require.Contains(t, told(1), "two@example.com", "while she is taken for one")
		_, err = s.PartPeople(t.Context(), demo, "two", "one")
		require.NoError(t, err)
		for _, hers := range []string{"two@example.com", "+46701740605", "podcast", "visitor-of-two"} {
			require.NotContains(t, told(1), hers)
			require.Contains(t, told(2), hers)
		}
		require.NotContains(t, told(2), "friend")
	})
}
