package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// answered arranges a person with one answered response: question "source" = value.
func answered(t *testing.T, s *store.Store, person app.ProfileID, customer app.CustomerID, order app.OrderID, value string, at int64) {
	t.Helper()
	response := string(person) + "-" + value
	store.Exec(t, s, `INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES (?, ?, ?, 1, 1)
		ON CONFLICT DO NOTHING`, demo, person, customer)
	store.Exec(t, s, `INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, order_id, answers, reply, submitted_at)
		VALUES (?, ?, 'survey', 1, 'thank-you', ?, ?, ?, '{}', ?)`,
		demo, response, person, order, `[{"question":"source","kind":"choice","value":"`+value+`"}]`, at)
	store.Exec(t, s, `INSERT INTO deliveries (shop_id, id, destination_id, profile_id, response_id, order_id, cause, state, next_at, created_at)
		VALUES (?, ?, 'shopify', ?, ?, ?, 'answer', 'waiting', ?, 1)`, demo, "d-"+response, person, response, order, time.Now().Add(time.Hour).UnixMilli())
}

func preferencesOf(t *testing.T, s *store.Store, customer app.CustomerID) []string {
	t.Helper()
	list, err := s.Preferences(t.Context(), demo, customer)
	require.NoError(t, err)
	var values []string
	for _, p := range list {
		values = append(values, string(p.Value.JSON))
	}
	return values
}

func anOrder(id app.OrderID, customer app.CustomerID, updated int64) app.Order {
	return app.Order{
		ID: id, Name: fmt.Sprint("#", id), Customer: customer, Currency: "SEK", Total: "99.00",
		CreatedAt: time.UnixMilli(1_000), UpdatedAt: time.UnixMilli(updated),
	}
}

func TestAGuestsResponseBecomesTheCustomersWhenItsOrderIsSeen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "guest", 0, 5, "podcast", 10)
		due, err := s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
		require.NoError(t, err)
		require.Equal(t, []app.DestinationID{app.ShopifyDestination}, due)
		require.Equal(t, []string{`"podcast"`}, preferencesOf(t, s, 42))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE cause = 'link' AND order_id = 5"))

		due, err = s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
		require.NoError(t, err)
		require.Len(t, store.Strings(t, s, "SELECT id FROM deliveries"), 2, "the same order again links nothing again")
		require.Equal(t, []app.DestinationID{app.ShopifyDestination}, due, "but what waits for the order is woken")
	})
}

func TestLinkingToAKnownCustomerKeepsTheNewestAnswer(t *testing.T) {
	t.Parallel()
	for name, guestAt := range map[string]int64{"guest answered last": 20, "customer answered last": 5} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				answered(t, s, "hers", 42, 0, "friend", 10)
				answered(t, s, "guest", 0, 5, "podcast", guestAt)
				_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
				require.NoError(t, err)
				want := map[bool]string{true: `"podcast"`, false: `"friend"`}[guestAt > 10]
				require.Equal(t, []string{want}, preferencesOf(t, s, 42))
				require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
				require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE profile_id = 'hers'"))
			})
		})
	}
}

func TestAnotherCustomersResponseLosesItsOrderClaim(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "mallory", 7, 5, "search", 10)
		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
		require.NoError(t, err)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE order_id = 5"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE order_id = 5 AND cause = 'link'"), "to take back what she wrote there")
		require.Equal(t, []string{`"search"`}, preferencesOf(t, s, 7))
		require.Empty(t, preferencesOf(t, s, 42))
	})
}

func TestOrdersEndInTheirNewestStateWhateverOrderTheyComeIn(t *testing.T) {
	t.Parallel()
	states := []app.Order{anOrder(5, 0, 1_000), anOrder(5, 41, 2_000), anOrder(5, 41, 3_000), anOrder(5, 42, 4_000)}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		for i, order := range permutations(len(states)) {
			for _, at := range order {
				o := states[at]
				o.ID = app.OrderID(100 + i)
				_, err := s.RecordOrder(t.Context(), demo, o)
				require.NoError(t, err)
			}
			kept, err := s.Order(t.Context(), demo, app.OrderID(100+i))
			require.NoError(t, err)
			require.EqualValues(t, 42, kept.Customer, order)
			require.EqualValues(t, 4_000, kept.UpdatedAt.UnixMilli())
		}
		_, err := s.Order(t.Context(), "other.myshopify.com", 100)
		require.True(t, app.Is(err, app.NotFound))
	})
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, n-1))
		}
	}
	return all
}

// Customer 2 is merged into 1, and both 2's deletion and 1's own merge into 9
// are told, with an order of 2's: in every order the answers end with 9.
func TestMergesAndDeletionsEndTheSameInEveryOrder(t *testing.T) {
	t.Parallel()
	steps := []func(*testing.T, *store.Store){
		func(t *testing.T, s *store.Store) { merge(t, s, 1, 2) },
		func(t *testing.T, s *store.Store) { merge(t, s, 9, 1) },
		func(t *testing.T, s *store.Store) { require.NoError(t, s.ForgetCustomer(t.Context(), demo, 2)) },
		func(t *testing.T, s *store.Store) {
			_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 2, 2_000))
			require.NoError(t, err)
		},
	}
	for _, order := range permutations(len(steps)) {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			t.Parallel()
			s := storetest.New(t)
			installed(t, s, demo)
			answered(t, s, "two", 2, 0, "podcast", 20)
			answered(t, s, "one", 1, 0, "friend", 10)
			answered(t, s, "guest", 0, 5, "search", 5)
			for range 2 { // once, and then everything comes again
				for _, at := range order {
					steps[at](t, s)
				}
				require.Equal(t, []string{`"podcast"`}, preferencesOf(t, s, 9))
				require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM responses r JOIN profiles p ON p.id = r.profile_id WHERE p.customer_id = 9"))
				kept, err := s.Order(t.Context(), demo, 5)
				require.NoError(t, err)
				require.EqualValues(t, 9, kept.Customer)
			}
		})
	}
}

func merge(t *testing.T, s *store.Store, kept, gone app.CustomerID) {
	t.Helper()
	_, err := s.MergeCustomers(t.Context(), demo, kept, gone)
	require.NoError(t, err)
}

func TestAMergeTakesConsentsAndReceiptsAlong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "two", 2, 0, "podcast", 20)
		require.NoError(t, s.RecordConsent(t.Context(), demo, 2, app.Consent{ID: "x", Channel: app.ChannelEmail, Purpose: "marketing", State: app.ConsentGranted, ChangedAt: time.UnixMilli(7), Source: "shopify"}))
		for _, property := range []string{"tag:askwell:source:podcast", "property:source"} {
			store.Exec(t, s, "INSERT INTO receipts (shop_id, destination_id, subject, property, delivery_id, written_at) VALUES (?, 'shopify', 'customer/2', ?, 'd', 1)", demo, property)
		}
		due, err := s.MergeCustomers(t.Context(), demo, 1, 2)
		require.NoError(t, err)
		require.Equal(t, []app.DestinationID{app.ShopifyDestination}, due)
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM receipts WHERE subject = 'customer/1' AND written_at < 0"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM consents WHERE holder = 'customer/1' AND origin = 'customer/2'"))
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM receipts WHERE subject = 'customer/2'"), "to erase her by, or to part them")
	})
}

func TestADeletedCustomersAnswersStayAsAGuests(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "two", 2, 0, "podcast", 20)
		require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: 2, Email: "two@example.com", At: time.UnixMilli(5)}))
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 2))
		profile, err := s.Profile(t.Context(), demo, "two")
		require.NoError(t, err)
		require.Zero(t, profile.Customer)
		require.Empty(t, profile.Email)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'"))
	})
}

func TestOlderContactNewsNeverReplaceNewerOnes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "two", 2, 0, "podcast", 20)
		for _, c := range []store.Contact{
			{Customer: 2, Email: "new@example.com", Phone: "+4670", At: time.UnixMilli(9)},
			{Customer: 2, Email: "old@example.com", At: time.UnixMilli(8)},
			{Customer: 3, Email: "never-answered@example.com", At: time.UnixMilli(9)},
		} {
			require.NoError(t, s.LearnContact(t.Context(), demo, c))
		}
		profile, err := s.CustomerProfile(t.Context(), demo, 2)
		require.NoError(t, err)
		require.Equal(t, "new@example.com", profile.Email)
		_, err = s.CustomerProfile(t.Context(), demo, 3)
		require.True(t, app.Is(err, app.NotFound), "of who never answered nothing is kept")
	})
}

func TestAnErasedCustomerLeavesNothingAndDoesNotComeBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "hers", 42, 5, "podcast", 20)
		answered(t, s, "guest", 0, 6, "search", 21)
		answered(t, s, "other", 7, 0, "friend", 22)
		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 42, 2_000))
		require.NoError(t, err)
		require.NoError(t, s.RecordConsent(t.Context(), demo, 42, app.Consent{ID: "x", Channel: app.ChannelSMS, Purpose: "marketing", State: app.ConsentGranted, ChangedAt: time.UnixMilli(7), Source: "shopify"}))
		require.NoError(t, s.RecordPrivacyRequest(t.Context(), demo, app.PrivacyRequest{ID: "r", Topic: "customers/data_request", Customer: 42, RequestedAt: time.Now(), DueAt: time.Now(), Export: []byte(`{}`)}))
		store.Exec(t, s, "INSERT INTO receipts (shop_id, destination_id, subject, property, delivery_id, written_at) VALUES (?, 'shopify', 'customer/42', 'tag:x', 'd', 1)", demo)
		store.Exec(t, s, "INSERT INTO attempts (shop_id, id, delivery_id, number, class, started_at, duration_ms) VALUES (?, 'a', 'd-hers-podcast', 1, 'ok', 1, 1)", demo)

		for range 2 {
			require.NoError(t, s.EraseCustomer(t.Context(), demo, 42, []app.OrderID{5, 6, 5}))
		}
		requireOnlyTheOther := func() {
			for table, want := range map[string]int{"profiles": 1, "responses": 1, "deliveries": 1, "orders": 0, "consents": 0, "receipts": 0, "attempts": 0} {
				require.Equal(t, want, store.Count(t, s, "SELECT COUNT(*) FROM "+table), table)
			}
		}
		requireOnlyTheOther()
		request, err := s.PrivacyRequest(t.Context(), demo, "r")
		require.NoError(t, err)
		require.Empty(t, request.Export)

		// A replay of what was sent before.
		for _, o := range []app.Order{anOrder(5, 42, 9_000), anOrder(6, 0, 9_000), anOrder(8, 42, 9_000)} {
			_, err := s.RecordOrder(t.Context(), demo, o)
			require.NoError(t, err)
		}
		require.NoError(t, s.RecordConsent(t.Context(), demo, 42, app.Consent{ID: "x", Channel: app.ChannelEmail, Purpose: "marketing", State: app.ConsentGranted, ChangedAt: time.UnixMilli(7), Source: "shopify"}))
		requireOnlyTheOther()
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM tombstones WHERE subject LIKE '%42%' AND length(subject) < 64"))

		later := anOrder(9, 42, 9_000)
		later.CreatedAt = time.Now().Add(time.Hour)
		_, err = s.RecordOrder(t.Context(), demo, later)
		require.NoError(t, err)
		_, err = s.Order(t.Context(), demo, 9)
		require.NoError(t, err, "an order after the erasure begins anew")
	})
}

func TestErasingTheKeptCustomerErasesWhatWasMergedIntoHer(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	answered(t, s, "two", 2, 0, "podcast", 20)
	merge(t, s, 1, 2)
	require.NoError(t, s.EraseCustomer(t.Context(), demo, 1, nil))
	_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 2, 2_000))
	require.NoError(t, err)
	require.NoError(t, s.ForgetCustomer(t.Context(), demo, 1))
	for _, table := range []string{"profiles", "responses", "orders", "joins"} {
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM "+table), table)
	}
}

func TestADeletedCustomersErasureFindsHerAnswers(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	answered(t, s, "two", 2, 0, "podcast", 20)
	require.NoError(t, s.ForgetCustomer(t.Context(), demo, 2))
	require.NoError(t, s.EraseCustomer(t.Context(), demo, 2, nil))
	merge(t, s, 1, 2)
	require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM responses"))
	require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
}

func TestErasingAShopLeavesNoRowOfIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, shop := range []app.ShopID{demo, "other.myshopify.com"} {
			installed(t, s, shop)
		}
		answered(t, s, "hers", 42, 5, "podcast", 20)
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 1, nil))
		require.True(t, app.Is(s.EraseShop(t.Context(), demo), app.Conflict), "an installed shop is not erased")
		require.NoError(t, s.RecordUninstall(t.Context(), demo, time.Now().Add(time.Minute)))
		require.NoError(t, s.EraseShop(t.Context(), demo))
		for _, table := range store.TablesWithShop(t, s) {
			require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM "+table+" WHERE shop_id = ?", demo), table)
		}
		_, err := s.Shop(t.Context(), demo)
		require.True(t, app.Is(err, app.NotFound))
		other, err := s.Shop(t.Context(), "other.myshopify.com")
		require.NoError(t, err)
		require.True(t, other.Installed())
		require.NoError(t, s.EraseShop(t.Context(), demo), "twice is fine")
	})
}

func TestEraseShopKnowsEveryTable(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	require.ElementsMatch(t, store.TablesWithShop(t, s), append([]string{"inbox"}, store.ShopTables...))
}
