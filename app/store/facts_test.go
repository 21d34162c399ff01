package store_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	mug app.ProductID = 71
	tea app.ProductID = 72
	vip app.SegmentID = 8
)

func daysAgo(days int) time.Time {
	return time.Now().Add(-time.Duration(days)*24*time.Hour - time.Minute)
}

// ordered is an order with everything a rule can ask about.
func ordered(id app.OrderID, customer app.CustomerID, at time.Time, lines ...app.Line) app.Order {
	return app.Order{
		ID: id, Name: "#1001", Customer: customer, Currency: "SEK", Total: "149.50", Lines: lines, Codes: []string{"SPRING-10"},
		Country: "SE", Region: "AB", Delivery: app.DeliveredPickup, Channel: "web", Cart: "c1", CreatedAt: at, UpdatedAt: at,
	}
}

func keep(t *testing.T, s *store.Store, o app.Order) {
	t.Helper()
	_, err := s.RecordOrder(t.Context(), demo, o)
	require.NoError(t, err)
}

// readAll does what a reader does: it reads every product and customer that is due.
func readAll(t *testing.T, s *store.Store, standing app.Standing, at time.Time) {
	t.Helper()
	products, err := s.ClaimProducts(t.Context(), demo, 100, time.Minute)
	require.NoError(t, err)
	require.NoError(t, s.KeepProducts(t.Context(), demo, products, []app.Product{
		{ID: mug, Handle: "Mug", Vendor: "Norrland Clay", Type: "Cups", Tags: []string{"Gift"}, Collections: []string{"kitchen", "all"}, UpdatedAt: at},
		{ID: tea, Handle: "tea", Vendor: "Leaf", Type: "Tea", Collections: []string{"all"}, UpdatedAt: at},
	}, at))
	customers, err := s.ClaimCustomers(t.Context(), demo, 100, time.Minute)
	require.NoError(t, err)
	require.NoError(t, s.KeepSegments(t.Context(), demo, []app.Segment{{ID: vip, Name: "Best customers"}, {ID: 9, Name: "New"}}, at))
	require.NoError(t, s.KeepStandings(t.Context(), demo, customers, []app.Standing{standing}, []app.SegmentID{vip, 9}, at))
}

func factsOf(t *testing.T, s *store.Store, customer app.CustomerID, order app.OrderID) map[string]any {
	t.Helper()
	facts, err := s.Facts(t.Context(), demo, customer, order)
	require.NoError(t, err)
	// Whatever comes out is what encoding/json would make of it.
	text, err := json.Marshal(facts)
	require.NoError(t, err)
	var again map[string]any
	require.NoError(t, json.Unmarshal(text, &again))
	require.Equal(t, again, facts)
	return facts
}

func TestEveryFactOfTheServerComesOut(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		first := ordered(4, 42, daysAgo(40), app.Line{Product: tea, SKU: "TEA-1", Vendor: "Leaf", Quantity: 1})
		first.Total = "100.00"
		keep(t, s, first)
		keep(t, s, ordered(5, 42, daysAgo(2), app.Line{Product: mug, SKU: "MUG-1", Vendor: "Clay", Quantity: 2}, app.Line{SKU: "TIP", Quantity: 1}))
		readAll(t, s, app.Standing{
			Customer: 42, Orders: 2, Spent: "249.50", LastOrder: 5, LastOrderAt: daysAgo(2), Tags: []string{"VIP"}, Segments: []app.SegmentID{vip},
		}, time.Now())
		want := map[string]any{
			"shopper.known": true, "shopper.returning": true, "shopper.orders": 2.0, "shopper.spent": 249.5,
			"shopper.days_since_order": 2.0, "shopper.days_since_first_order": 40.0,
			"shopper.tags": []any{"vip"}, "shopper.segments": []any{"Best customers"},
			"bought.products": []any{"mug", "tea"}, "bought.skus": []any{"MUG-1", "TEA-1", "TIP"}, "bought.collections": []any{"all", "kitchen"},
			"bought.vendors": []any{"leaf", "norrland clay"}, "bought.types": []any{"cups", "tea"}, "bought.tags": []any{"gift"},
			"order.value": 149.5, "order.items": 3.0, "order.discount_codes": []any{"spring-10"}, "order.products": []any{"mug"},
			"order.skus": []any{"MUG-1", "TIP"}, "order.collections": []any{"all", "kitchen"}, "order.vendors": []any{"norrland clay"},
			"order.types": []any{"cups"}, "order.tags": []any{"gift"}, "order.country": "SE", "order.region": "AB",
			"order.delivery": "pickup", "order.channel": "web",
		}
		require.Equal(t, want, factsOf(t, s, 42, 5))

		// So that a fact that is added to the vocabulary is not forgotten here.
		for _, fact := range rule.Vocabulary {
			family, _, _ := strings.Cut(fact.Name, ".")
			if family == "visit" || family == "cart" || fact.Name == "shopper.answered" || fact.Name == "shopper.visits" {
				continue // her block and her history tell these
			}
			value, told := want[fact.Name]
			require.True(t, told, fact.Name)
			switch fact.Kind {
			case "boolean":
				require.IsType(t, true, value)
			case "number":
				require.IsType(t, 1.0, value)
			case "text":
				requireSpelt(t, fact, value)
			case "list":
				for _, one := range value.([]any) {
					requireSpelt(t, fact, one)
				}
			}
		}
	})
}

func requireSpelt(t *testing.T, fact rule.Fact, value any) {
	t.Helper()
	text := value.(string)
	switch fact.Case {
	case "lower":
		require.Equal(t, strings.ToLower(text), text, fact.Name)
	case "upper":
		require.Equal(t, strings.ToUpper(text), text, fact.Name)
	}
	if fact.Values != nil {
		require.Contains(t, fact.Values, text, fact.Name)
	}
}

func TestWhatIsNotKnownIsMissing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.Equal(t, map[string]any{"shopper.known": false}, factsOf(t, s, 0, 0))
		nothing := map[string]any{"shopper.known": true}
		require.Equal(t, nothing, factsOf(t, s, 42, 0), "Shopify was not asked yet")

		keep(t, s, app.Order{ID: 5, UpdatedAt: time.Now(), CreatedAt: time.Now()})
		require.Equal(t, nothing, factsOf(t, s, 0, 5), "a guest's order of which nothing is told")

		keep(t, s, ordered(6, 42, time.Now(), app.Line{Product: mug, SKU: "MUG-1", Vendor: "Clay", Quantity: 1}))
		facts := factsOf(t, s, 0, 6)
		require.Equal(t, []any{"clay"}, facts["order.vendors"], "as the line has it")
		require.Equal(t, 0.0, facts["shopper.days_since_order"], "a guest is whoever ordered")
		for _, unread := range []string{"order.products", "order.types", "bought.products", "shopper.orders", "shopper.spent", "shopper.tags", "shopper.segments", "shopper.returning"} {
			require.NotContains(t, facts, unread)
		}
		require.NotContains(t, factsOf(t, s, 7, 6), "order.value", "somebody else's order")
	})
}

func TestAnOrderNobodyToldOfYetIsCounted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		keep(t, s, ordered(4, 42, daysAgo(9)))
		readAll(t, s, app.Standing{Customer: 42, Orders: 1, Spent: "10", LastOrder: 4, LastOrderAt: daysAgo(9)}, daysAgo(8))
		facts := factsOf(t, s, 42, 5)
		require.Equal(t, 2.0, facts["shopper.orders"])
		require.Equal(t, true, facts["shopper.returning"])
		require.Equal(t, 0.0, facts["shopper.days_since_order"])
		require.Equal(t, false, factsOf(t, s, 42, 4)["shopper.returning"], "it was her first")

		keep(t, s, ordered(5, 42, time.Now()))
		facts = factsOf(t, s, 42, 5)
		require.Equal(t, 2.0, facts["shopper.orders"], "told of now, and counted once")
		require.Equal(t, 159.5, facts["shopper.spent"])
		require.Equal(t, 9.0, facts["shopper.days_since_first_order"])

		news := store.Purchases{Customer: 42, Orders: 2, Spent: "159.50", LastOrder: 5, At: time.Now().Add(time.Second)}
		require.NoError(t, s.RecordPurchases(t.Context(), demo, news))
		news.Orders, news.Spent, news.At = 1, "10", daysAgo(1)
		require.NoError(t, s.RecordPurchases(t.Context(), demo, news), "older, though it comes later")
		facts = factsOf(t, s, 42, 5)
		require.Equal(t, 2.0, facts["shopper.orders"])
		require.Equal(t, 159.5, facts["shopper.spent"])
	})
}

func TestTagsAndSegmentsEndInTheirNewestStateWhateverOrderTheyComeIn(t *testing.T) {
	t.Parallel()
	at := time.Now().Add(-time.Hour)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		for i, order := range permutations(4) {
			her := app.CustomerID(100 + i)
			keep(t, s, ordered(app.OrderID(100+i), her, at))
			for _, step := range order {
				switch step {
				case 0:
					require.NoError(t, s.RecordTags(t.Context(), demo, her, []string{"Gold", "New"}, true, at))
				case 1:
					require.NoError(t, s.RecordTags(t.Context(), demo, her, []string{"new"}, false, at.Add(time.Minute)))
				case 2:
					require.NoError(t, s.RecordMembership(t.Context(), demo, her, vip, true, at.Add(2*time.Minute)))
				case 3:
					readAll(t, s, app.Standing{Customer: her, Orders: 1, Tags: []string{"Gold", "new"}, Segments: []app.SegmentID{9}}, at.Add(30*time.Second))
				}
			}
			facts := factsOf(t, s, her, 0)
			require.Equal(t, []any{"gold"}, facts["shopper.tags"], order)
			require.Equal(t, []any{"Best customers", "New"}, facts["shopper.segments"], order)
		}
		require.NoError(t, s.RecordTags(t.Context(), demo, 7, []string{"x"}, true, at), "of whom nothing is kept")
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM customer_marks WHERE customer_id = 7"))
	})
}

func TestWhatWasReadIsErasedMergedAndForgottenWithHer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		kept := func(id app.CustomerID) int {
			return store.Count(t, s, "SELECT (SELECT COUNT(*) FROM customers WHERE id = ?) + (SELECT COUNT(*) FROM customer_marks WHERE customer_id = ?)", id, id)
		}
		for _, her := range []app.CustomerID{1, 2, 3} {
			keep(t, s, ordered(app.OrderID(her), her, time.Now(), app.Line{Product: mug, Quantity: 1}))
			readAll(t, s, app.Standing{Customer: her, Orders: 1, Spent: "9", Tags: []string{"vip"}, Segments: []app.SegmentID{vip}}, time.Now())
			require.Equal(t, 3, kept(her))
		}
		data, err := s.ExportCustomer(t.Context(), demo, 1, nil)
		require.NoError(t, err)
		data.Standing.ToldAt, data.Standing.ReadAt = time.Time{}, time.Time{}
		require.Equal(t, &app.StandingData{Orders: 1, Spent: "9", Tags: []string{"vip"}, Segments: []string{"Best customers"}}, data.Standing)
		require.Equal(t, "SE", data.Orders[0].Country)
		require.Equal(t, []app.Line{{Product: mug, Quantity: 1}}, data.Orders[0].Lines)

		merge(t, s, 1, 2)
		require.Zero(t, kept(2))
		due, err := s.ClaimCustomers(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Equal(t, []app.CustomerID{1}, due.IDs, "the one who stays is read anew")

		require.NoError(t, s.EraseCustomer(t.Context(), demo, 1, nil))
		require.NoError(t, s.KeepStandings(t.Context(), demo, due, []app.Standing{{Customer: 1, Tags: []string{"vip"}}}, nil, time.Now()), "read before, written after")
		require.NoError(t, s.RecordTags(t.Context(), demo, 1, []string{"vip"}, true, time.Now()))
		require.Zero(t, kept(1))
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 3))
		require.Zero(t, kept(3))
	})
}

func TestAReaderThatDiedIsFollowedByAnother(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		keep(t, s, ordered(5, 42, time.Now(), app.Line{Product: mug, Quantity: 1}))
		due, err := s.DueReads(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, due)
		dead, err := s.ClaimCustomers(t.Context(), demo, 10, 50*time.Millisecond)
		require.NoError(t, err)
		require.Len(t, dead.IDs, 1)
		next, err := s.ClaimCustomers(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Empty(t, next.IDs, "leased")
		time.Sleep(60 * time.Millisecond)
		next, err = s.ClaimCustomers(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Equal(t, dead.IDs, next.IDs)
		require.NoError(t, s.DeferCustomers(t.Context(), demo, next))
		again, err := s.ClaimCustomers(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Empty(t, again.IDs, "it waits after a failure")
		require.Equal(t, 1, store.Count(t, s, "SELECT attempts FROM customers"))
	})
}

func TestANewSegmentsMembersAreListedPageByPage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		for _, her := range []app.CustomerID{1, 2} {
			keep(t, s, ordered(app.OrderID(her), her, time.Now()))
			readAll(t, s, app.Standing{Customer: her, Orders: 1}, time.Now())
		}
		require.NoError(t, s.ChangeSegment(t.Context(), demo, app.Segment{ID: 50, Name: "Tea drinkers"}, time.Now()))
		for _, page := range []struct {
			after, next string
			members     []app.CustomerID
		}{{"", "p2", []app.CustomerID{1, 99}}, {"p2", "", []app.CustomerID{2}}} {
			claim, after, err := s.ClaimSegment(t.Context(), demo, time.Minute)
			require.NoError(t, err)
			require.Equal(t, []app.SegmentID{50}, claim.IDs)
			require.Equal(t, page.after, after)
			require.NoError(t, s.KeepMembers(t.Context(), demo, claim, page.members, page.next, time.Now()))
		}
		claim, _, err := s.ClaimSegment(t.Context(), demo, time.Minute)
		require.NoError(t, err)
		require.Empty(t, claim.IDs)
		for _, her := range []app.CustomerID{1, 2} {
			require.Equal(t, []any{"Tea drinkers"}, factsOf(t, s, her, 0)["shopper.segments"])
		}
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM customer_marks WHERE customer_id = 99"), "of her nothing is kept")
		require.NoError(t, s.ForgetSegment(t.Context(), demo, 50))
		require.Equal(t, []any{}, factsOf(t, s, 1, 0)["shopper.segments"])
	})
}

func TestAProductIsReadAgainWhenItChangesButNotAtEverySale(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		keep(t, s, ordered(5, 42, time.Now(), app.Line{Product: mug, Quantity: 1}))
		long := time.Now().Add(-time.Hour)
		readAll(t, s, app.Standing{Customer: 42, Orders: 1}, long)
		changed := app.Product{ID: mug, Handle: "cup", Vendor: "Clay", Type: "Cups", UpdatedAt: time.Now()}
		require.NoError(t, s.ChangeProduct(t.Context(), demo, changed))
		changed.Handle, changed.UpdatedAt = "old", long.Add(-time.Minute)
		require.NoError(t, s.ChangeProduct(t.Context(), demo, changed))
		require.Equal(t, []any{"cup"}, factsOf(t, s, 42, 0)["bought.products"], "at once, and the newest")
		claim, err := s.ClaimProducts(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Equal(t, []app.ProductID{mug}, claim.IDs, "for its collections")
		require.NoError(t, s.KeepProducts(t.Context(), demo, claim, nil, time.Now()))
		require.Equal(t, []any{"cup"}, factsOf(t, s, 42, 0)["bought.products"], "what is gone stays bought")
		require.NoError(t, s.ChangeCollections(t.Context(), demo))
		claim, err = s.ClaimProducts(t.Context(), demo, 10, time.Minute)
		require.NoError(t, err)
		require.Empty(t, claim.IDs, "not so soon")
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM products WHERE due_at > 0"), "but later")
		require.NoError(t, s.ChangeProduct(t.Context(), demo, app.Product{ID: 99, Handle: "unbought", UpdatedAt: time.Now()}))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM products"))
	})
}

func TestAnAnswerGivenWithACartFindsTheOrderThatCameOfIt(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		buyer app.CustomerID
		want  []string
	}{
		"of a customer": {42, []string{"guest-podcast", "hers-search"}},
		"of a guest":    {0, []string{"guest-podcast", "other-friend"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				answered(t, s, "guest", 0, 0, "podcast", 10)
				answered(t, s, "hers", 42, 0, "search", 11)
				answered(t, s, "mallory", 7, 0, "shop", 12)
				if one.buyer == 0 {
					answered(t, s, "other", 0, 0, "friend", 13)
				}
				store.Exec(t, s, "UPDATE responses SET cart = 'c1'")
				answered(t, s, "elsewhere", 0, 0, "flyer", 14)
				due, err := s.RecordOrder(t.Context(), demo, ordered(5, one.buyer, time.Now()))
				require.NoError(t, err)
				require.Equal(t, []app.DestinationID{app.ShopifyDestination}, due)
				linked := store.Strings(t, s, "SELECT id FROM responses WHERE order_id = 5 ORDER BY id")
				require.Equal(t, one.want, linked)
				require.Len(t, store.Strings(t, s, "SELECT DISTINCT profile_id FROM responses WHERE order_id = 5"), 1, "they are one person")
				require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE order_id = 5 AND cause = 'link'"))
			})
		})
	}
}

func BenchmarkFacts(b *testing.B) {
	for name, of := range map[string]struct{ orders, products, responses int }{
		"of a regular customer": {8, 12, 6},
		"of the best one":       {300, 200, 500},
	} {
		b.Run(name, func(b *testing.B) {
			s := storetest.New(b)
			require.NoError(b, s.RecordInstall(b.Context(), demo, app.Shop{}, app.Access{}))
			for i := range of.orders {
				var lines []app.Line
				for j := range 4 {
					lines = append(lines, app.Line{Product: app.ProductID(1 + (i*4+j)%of.products), SKU: "SKU-1", Vendor: "Clay", Quantity: 1})
				}
				_, err := s.RecordOrder(b.Context(), demo, ordered(app.OrderID(1+i), 42, daysAgo(of.orders-i), lines...))
				require.NoError(b, err)
			}
			products, err := s.ClaimProducts(b.Context(), demo, 1000, time.Minute)
			require.NoError(b, err)
			read := make([]app.Product, len(products.IDs))
			for i, id := range products.IDs {
				read[i] = app.Product{ID: id, Handle: "h", Vendor: "v", Type: "t", Tags: []string{"a", "b", "c"}, Collections: []string{"x", "y"}}
			}
			require.NoError(b, s.KeepProducts(b.Context(), demo, products, read, time.Now()))
			store.Exec(b, s, "INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES (?, 'hers', 42, 1, 1)", demo)
			for i := range of.responses {
				store.Exec(b, s, `INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, answers, reply, submitted_at)
					VALUES (?, ?, 'survey', 1, 'theme', 'hers', ?, '{}', ?)`, demo, strconv.Itoa(i),
					`[{"question":"source","kind":"choice","value":"podcast"}]`, i*3_600_000)
			}
			for b.Loop() {
				_, err := s.Facts(b.Context(), demo, 42, 1)
				require.NoError(b, err)
			}
		})
	}
}
