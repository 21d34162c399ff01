package store_test

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

var adasCard = app.Identity{Kind: app.IdentityLoyalty, Value: "CARD77", By: "user/7"}

// goesBy lists by what else somebody goes, and who says so.
func goesBy(t *testing.T, s *store.Store, who store.Whom) []string {
	t.Helper()
	list, err := s.Identities(t.Context(), demo, who)
	require.NoError(t, err)
	var all []string
	for _, i := range list {
		all = append(all, string(i.Proof)+" "+i.Value)
	}
	return all
}

// tell has Shopify say how a customer is reached.
func tell(t *testing.T, s *store.Store, customer app.CustomerID, email, phone string, at time.Time) {
	t.Helper()
	require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: customer, Email: email, Phone: phone, At: at}))
}

// claimed is a response that says an email address is hers.
func claimed(v app.Version, who store.Whom, email string) store.Submitted {
	r := said(v, who.Customer, email, noon)
	r.Response.Order = who.Order
	r.Response.Answers[0] = app.Answer{Question: "mail", Value: app.Value{Kind: app.KindEmail, JSON: json.RawMessage(`"` + email + `"`)}}
	return r
}

// foundBy lists who a text finds.
func foundBy(t *testing.T, s *store.Store, text string) []store.Whom {
	t.Helper()
	list, err := s.FindPeople(t.Context(), demo, text, 20)
	require.NoError(t, err)
	var all []store.Whom
	for _, one := range list {
		all = append(all, store.Whom{Customer: one.Customer, Order: one.Order})
	}
	return all
}

func prove(t *testing.T, s *store.Store, who store.Whom, i app.Identity) store.Proven {
	t.Helper()
	proven, err := s.ProveIdentity(t.Context(), demo, who, i)
	require.NoError(t, err)
	return proven
}

func TestShopifysWordIsWhatSheGoesBy(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		her := store.Whom{Customer: 42}
		tell(t, s, 42, "ada@example.com", "", noon)
		require.Empty(t, goesBy(t, s, her), "of who never answered nothing is kept")
		record(t, s, said(v, 42, "friend", noon))
		tell(t, s, 42, " Ada@Bücher.Example ", "+46 (0)70-123 45 67", noon)
		both := []string{"shopify ada@xn--bcher-kva.example", "shopify +46701234567"}
		require.Equal(t, both, goesBy(t, s, her))
		tell(t, s, 42, "older@example.com", "", noon.Add(-time.Hour))
		require.Equal(t, both, goesBy(t, s, her), "older news change nothing")
		for _, text := range []string{"ADA@bücher.example", "+46 70 123 45 67", "0046701234567"} {
			require.Equal(t, []store.Whom{her}, foundBy(t, s, text), text)
		}
		tell(t, s, 42, "new@example.com", "no number", noon.Add(time.Hour))
		require.Equal(t, []string{"shopify new@example.com"}, goesBy(t, s, her), "what she had may be somebody else's now")
		require.Empty(t, foundBy(t, s, "+46701234567"))
		for _, at := range []string{"new@example.com", "example", "701234567"} {
			require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM identities WHERE digest LIKE ? OR value LIKE ?", "%"+at+"%", "%"+at+"%"), "it is sealed")
		}
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 42))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM identities"), "who was deleted goes by nothing")
	})
}

func TestAGuestWhoTypesAdasAddressDoesNotBecomeAda(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		ada, guest, other := store.Whom{Customer: 42}, store.Whom{Order: 7}, store.Whom{Customer: 43}
		record(t, s, said(v, 42, "friend", noon))
		tell(t, s, 42, "ada@example.com", "", noon)
		record(t, s, claimed(v, guest, "ada@example.com"))
		record(t, s, claimed(v, other, "ada@example.com"))
		require.Equal(t, []string{"claimed ada@example.com"}, goesBy(t, s, guest))
		require.Equal(t, []string{"shopify ada@example.com"}, goesBy(t, s, ada))
		require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
		require.Equal(t, []store.Whom{ada}, foundBy(t, s, "ada@example.com"), "a claim finds nobody")
		require.Equal(t, []string{`"friend"`}, preferencesOf(t, s, 42))

		tell(t, s, 43, "ada@example.com", "", noon.Add(time.Hour)) // and even if Shopify says so of two
		require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
		require.Equal(t, []string{"shopify ada@example.com"}, goesBy(t, s, other), "the stronger proof is told")
	})
}

func TestAClaimIsTakenBackWithItsAnswer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		record(t, s, claimed(v, store.Whom{Customer: 42}, "old@example.com"))
		corrected := claimed(v, store.Whom{Customer: 42}, "new@example.com")
		corrected.Response.SubmittedAt = noon.Add(time.Hour)
		record(t, s, corrected)
		require.Equal(t, []string{"claimed new@example.com"}, goesBy(t, s, store.Whom{Customer: 42}))
		gone := claimed(v, store.Whom{Customer: 42}, "")
		gone.Response.SubmittedAt, gone.Response.Answers[0].Value = noon.Add(2*time.Hour), app.Forgotten()
		record(t, s, gone)
		require.Empty(t, goesBy(t, s, store.Whom{Customer: 42}))
	})
}

func TestStaffFindAPersonByTheCardTheyGaveHer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		guest, customer := store.Whom{Order: 7}, store.Whom{Customer: 42}
		record(t, s, by(v, guest, "podcast"))
		require.Empty(t, prove(t, s, guest, adasCard).Joined)
		require.Empty(t, prove(t, s, guest, adasCard).Joined, "twice is once")
		require.Equal(t, []string{"staff CARD77"}, goesBy(t, s, guest))
		require.Equal(t, []store.Whom{guest}, foundBy(t, s, "card-77"))

		proven := prove(t, s, customer, adasCard) // who never answered
		require.Len(t, proven.Joined, 1)
		require.Equal(t, []app.DestinationID{app.ShopifyDestination}, proven.Due)
		require.Equal(t, []string{`"podcast"`}, preferencesOf(t, s, 42), "what the guest said is hers")
		require.Equal(t, []string{"staff CARD77"}, goesBy(t, s, customer))
		require.Equal(t, []store.Whom{customer}, foundBy(t, s, "CARD 77"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE cause = 'link'"))

		list, err := s.Identities(t.Context(), demo, customer)
		require.NoError(t, err)
		require.Equal(t, "user/7", list[0].By)
		require.NoError(t, s.ForgetIdentity(t.Context(), demo, customer, list[0].ID))
		require.Empty(t, goesBy(t, s, customer))
		require.Empty(t, foundBy(t, s, "CARD77"))
		require.True(t, app.Is(s.ForgetIdentity(t.Context(), demo, customer, list[0].ID), app.NotFound))
	})
}

func TestTheCustomerStaysWhoeverIsProvenLast(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		record(t, s, by(v, store.Whom{Order: 7}, "podcast"))
		record(t, s, by(v, store.Whom{Order: 8}, "friend"))
		prove(t, s, store.Whom{Customer: 42}, adasCard)
		prove(t, s, store.Whom{Order: 7}, adasCard)
		require.Len(t, prove(t, s, store.Whom{Order: 8}, adasCard).Joined, 1)
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM responses r JOIN profiles p ON p.id = r.profile_id WHERE p.customer_id = 42"))
	})
}

func TestTwoWhoAreProvenAtOneMomentAreOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		const guests = 8
		for order := range guests {
			record(t, s, by(v, store.Whom{Order: app.OrderID(order + 1)}, "podcast"))
		}
		var all sync.WaitGroup
		for order := range guests {
			all.Go(func() {
				_, err := s.ProveIdentity(t.Context(), demo, store.Whom{Order: app.OrderID(order + 1)}, adasCard)
				require.NoError(t, err)
			})
		}
		all.Go(func() {
			_, err := s.ProveIdentity(t.Context(), demo, store.Whom{Customer: 42}, adasCard)
			require.NoError(t, err)
		})
		all.Wait()
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
		require.Equal(t, guests, store.Count(t, s, "SELECT COUNT(*) FROM responses r JOIN profiles p ON p.id = r.profile_id WHERE p.customer_id = 42"))
	})
}

func TestTwoCustomersAreOneOnlyWhereShopifyMakesThem(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		record(t, s, said(v, 42, "friend", noon))
		record(t, s, said(v, 43, "podcast", noon))
		prove(t, s, store.Whom{Customer: 42}, adasCard)
		_, err := s.ProveIdentity(t.Context(), demo, store.Whom{Customer: 43}, adasCard)
		require.True(t, app.Is(err, app.Conflict), err)
		require.ErrorContains(t, err, "42")
		require.Empty(t, goesBy(t, s, store.Whom{Customer: 43}))
		_, err = s.ProveIdentity(t.Context(), demo, store.Whom{Order: 99}, adasCard)
		require.True(t, app.Is(err, app.NotFound), err)

		_, err = s.MergeCustomers(t.Context(), demo, 43, 42)
		require.NoError(t, err)
		require.Equal(t, []string{"staff CARD77"}, goesBy(t, s, store.Whom{Customer: 43}), "they move with her")
	})
}

func TestWhatShopifySaysStaffDoNotUnsay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		her := store.Whom{Customer: 42}
		record(t, s, said(published(t, s, demo, "heard"), 42, "friend", noon))
		tell(t, s, 42, "ada@example.com", "", noon)
		list, err := s.Identities(t.Context(), demo, her)
		require.NoError(t, err)
		require.True(t, app.Is(s.ForgetIdentity(t.Context(), demo, her, list[0].ID), app.Conflict))
		require.True(t, app.Is(s.ForgetIdentity(t.Context(), demo, store.Whom{Customer: 43}, list[0].ID), app.NotFound))

		prove(t, s, her, app.Identity{Kind: app.IdentityEmail, Value: "ada@example.com"})
		require.Equal(t, []string{"shopify ada@example.com"}, goesBy(t, s, her))
		tell(t, s, 42, "new@example.com", "", noon.Add(time.Hour))
		require.Equal(t, []string{"staff ada@example.com", "shopify new@example.com"}, goesBy(t, s, her), "each word stands by itself")
	})
}

func TestAnErasedPersonGoesByNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		record(t, s, said(published(t, s, demo, "heard"), 42, "friend", noon))
		tell(t, s, 42, "ada@example.com", "+46701234567", noon)
		prove(t, s, store.Whom{Customer: 42}, adasCard)
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 42, nil))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM identities"))
		tell(t, s, 42, "ada@example.com", "", noon.Add(time.Minute)) // late news
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM identities"))
	})
}

func TestEveryShopHasItsOwnNames(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, "other.myshopify.com")
		prove(t, s, store.Whom{Customer: 42}, adasCard)
		_, err := s.ProveIdentity(t.Context(), "other.myshopify.com", store.Whom{Customer: 42}, adasCard)
		require.NoError(t, err)
		digests := store.Strings(t, s, "SELECT DISTINCT digest FROM identities")
		require.Len(t, digests, 2, "nobody can tell that they are one")
		found, err := s.FindPeople(t.Context(), "third.myshopify.com", "CARD77", 20)
		require.NoError(t, err)
		require.Empty(t, found)
	})
}

func TestWhoIsKnownHere(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		record(t, s, said(v, 42, "friend", noon))
		record(t, s, said(v, 43, "friend", noon))
		record(t, s, by(v, store.Whom{Order: 7}, "podcast"))
		for _, o := range []app.Order{anOrder(5, 44, 2_000), anOrder(6, 0, 2_000)} {
			_, err := s.RecordOrder(t.Context(), demo, o)
			require.NoError(t, err)
		}
		require.NoError(t, s.WantCustomers(t.Context(), demo, []app.CustomerID{45}))
		_, err := s.MergeCustomers(t.Context(), demo, 42, 41)
		require.NoError(t, err)
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 43))
		for who, now := range map[store.Whom]store.Whom{
			{Customer: 42}: {Customer: 42}, {Customer: 41}: {Customer: 42}, {Customer: 43}: {Customer: 43}, {Customer: 44}: {Customer: 44},
			{Customer: 45}: {Customer: 45}, {Order: 5}: {Order: 5}, {Order: 6}: {Order: 6}, {Order: 7}: {Order: 7},
			{Customer: 44, Order: 5}: {Customer: 44, Order: 5}, {Customer: 44, Order: 99}: {Customer: 44},
		} {
			got, known, err := s.Known(t.Context(), demo, who)
			require.NoError(t, err)
			require.True(t, known, "%v", who)
			require.Equal(t, now, got)
			_, known, err = s.Known(t.Context(), "other.myshopify.com", who)
			require.NoError(t, err)
			require.False(t, known, "%v", who)
		}
		for _, who := range []store.Whom{{}, {Customer: 46}, {Order: 99}, {Customer: 46, Order: 5}} {
			_, known, err := s.Known(t.Context(), demo, who)
			require.NoError(t, err)
			require.False(t, known, "%v", who)
		}
	})
}
