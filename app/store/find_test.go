package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestPeopleAreFoundByWhatTheyAreKnownBy(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		record(t, s, said(v, 77, "podcast", noon))
		record(t, s, said(v, 77, "friend", noon.Add(time.Minute)))
		require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: 77, Email: "Ada@Example.com", At: noon}))
		guest := said(v, 0, "friend", noon.Add(time.Hour))
		guest.Response.Order = 502
		record(t, s, guest)
		for _, o := range []app.Order{{ID: 501, Name: "#1001", Customer: 77}, {ID: 502, Name: "#1002"}, {ID: 503, Name: "1003-EU", Customer: 78}} {
			o.Shop, o.CreatedAt, o.UpdatedAt = demo, noon, noon
			_, err := s.RecordOrder(t.Context(), demo, o)
			require.NoError(t, err)
		}
		for text, want := range map[string][]string{
			"": {"0 502", "77 0"}, "77": {"77 0"}, "ada@": {"77 0"}, "#1001": {"77 501"}, "1002": {"0 502"}, "502": {"0 502"}, "1003-EU": {"78 503"}, "78": {"78 0"},
			"a": nil, "%": nil, "#": nil, "\x00": nil, "\xff": nil, "9223372036854775808": nil,
		} {
			found, err := s.FindPeople(t.Context(), demo, text, 20)
			require.NoError(t, err, text)
			var got []string
			for _, one := range found {
				got = append(got, fmt.Sprint(one.Customer, " ", one.Order))
			}
			require.Equal(t, want, got, text)
		}
		one, err := s.FindPeople(t.Context(), demo, "", 1)
		require.NoError(t, err)
		require.Len(t, one, 1)
	})
}

func TestPeopleAreListedPageByPageEachOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		for i := range app.CustomerID(7) {
			record(t, s, said(v, 70+i, "podcast", noon.Add(time.Duration(i)*time.Minute)))
			require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: 70 + i, Email: fmt.Sprintf("ada%d@example.com", 9-i), At: noon}))
		}
		record(t, s, said(v, 70, "friend", noon.Add(time.Hour))) // who answered first has answered last
		for i := range app.OrderID(2) {
			guest := said(v, 0, "friend", noon.Add(time.Minute))
			guest.Response.Order = 501 + i
			record(t, s, guest)
		}
		pages := func(text string, size int) (all []string) {
			var after store.PeopleAfter
			for range 20 {
				found, next, err := s.PageOfPeople(t.Context(), demo, text, after, size)
				require.NoError(t, err)
				require.LessOrEqual(t, len(found), size)
				for _, one := range found {
					all = append(all, fmt.Sprint(one.Customer, " ", one.Order))
				}
				if next == nil {
					return all
				}
				after = *next
			}
			require.Fail(t, "there is no end")
			return nil
		}
		for _, size := range []int{1, 2, 3, 100} {
			require.Equal(t, []string{"70 0", "76 0", "75 0", "74 0", "73 0", "72 0"}, pages("", size)[:6], size)
			require.ElementsMatch(t, []string{"71 0", "0 501", "0 502"}, pages("", size)[6:], size)
			require.Equal(t, []string{"76 0", "75 0", "74 0", "73 0", "72 0", "71 0", "70 0"}, pages("ada", size), "by name")
			require.Equal(t, []string{"74 0"}, pages("ada5@example.com", size), "in two ways, and once")
			require.Empty(t, pages("nobody", size))
		}
		for _, text := range []string{"gid://shopify/Customer/74", "https://admin.shopify.com/store/demo/customers/74", "https://admin.shopify.com/store/demo/customers/74?tab=1"} {
			require.Equal(t, []string{"74 0"}, pages(text, 5), text)
		}
	})
}

func TestWhatSomebodySaidIsTheNewestToEachQuestion(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "heard")
		tenner(t, s, 0, 5)
		record(t, s, said(v, 77, "podcast", noon))
		record(t, s, earns(v, 77))
		guest := earns(v, 0)
		guest.Response.Order = 502
		record(t, s, guest)
		for _, who := range []store.Whom{{Customer: 77}, {Order: 502}} {
			list, err := s.SaidBy(t.Context(), demo, who)
			require.NoError(t, err)
			require.Len(t, list, 1, "%v", who)
			promises, err := s.Promises(t.Context(), demo, who)
			require.NoError(t, err)
			require.Len(t, promises, 1, "%v", who)
		}
		for _, who := range []store.Whom{{}, {Customer: 5}, {Order: 5}} {
			list, err := s.SaidBy(t.Context(), demo, who)
			require.NoError(t, err)
			require.Empty(t, list)
			promises, err := s.Promises(t.Context(), demo, who)
			require.NoError(t, err)
			require.Empty(t, promises)
		}
	})
}

func TestARuleChangesWhileNobodyPromisesIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		tenner(t, s, 2, 2)
		refused := app.Errorf(app.Invalid, "no")
		_, err := s.ChangeReward(t.Context(), demo, "tenner", func(state *app.RewardState) error {
			state.Rule.Title = "Lost"
			return refused
		})
		require.ErrorIs(t, err, refused)
		state, err := s.ChangeReward(t.Context(), demo, "tenner", func(state *app.RewardState) error {
			state.Rule.Title, state.Rule.EndsAt, state.Rule.ValidDays = "Kept", noon, 3
			return nil
		})
		require.NoError(t, err)
		require.True(t, state.Changed)
		due, err := s.DueRewards(t.Context(), time.Now().Add(time.Minute), 5)
		require.NoError(t, err)
		require.Len(t, due, 1)

		older := state.Rule
		older.Title = "Before"
		for _, told := range []app.RewardRule{older, state.Rule} {
			behind := told.Title != "Kept"
			require.NoError(t, s.KeepTold(t.Context(), demo, "tenner", told))
			now, err := s.Reward(t.Context(), demo, "tenner")
			require.NoError(t, err)
			require.Equal(t, behind, now.Changed)
			require.Equal(t, "Kept", now.Rule.Title)
		}
		require.True(t, app.Is(s.KeepTold(t.Context(), demo, "nobody", older), app.NotFound))
		late := earns(published(t, s, demo, "heard"), 5) // at noon, when it has ended
		record(t, s, late)
		requireRegister(t, s, 0, 0, 2)
	})
}
