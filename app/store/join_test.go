package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// part undoes the only join that holds.
func part(t *testing.T, s *store.Store) {
	t.Helper()
	pairs := store.Strings(t, s, "SELECT from_id FROM joins WHERE parted_at = 0 UNION ALL SELECT into_id FROM joins WHERE parted_at = 0")
	require.Len(t, pairs, 2)
	due, err := s.PartPeople(t.Context(), demo, app.ProfileID(pairs[0]), app.ProfileID(pairs[1]))
	require.NoError(t, err)
	require.NotEmpty(t, due)
}

func TestEveryJoinIsWrittenDownWithWhyAndAsWhom(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone}, "guest"))
		record(t, s, by(v, store.Whom{Customer: 2, Visitor: phone}, "hers"))
		record(t, s, by(v, store.Whom{Order: 5}, "ordered"))
		_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 2, 2_000))
		require.NoError(t, err)
		merge(t, s, 1, 2)
		kept, err := s.CustomerProfile(t.Context(), demo, 1)
		require.NoError(t, err)
		joins, err := s.Joins(t.Context(), demo, kept.ID)
		require.NoError(t, err)
		told := map[app.JoinCause]app.CustomerID{}
		for _, j := range joins {
			told[j.Cause] = j.Via
			require.Zero(t, j.PartedAt)
		}
		require.Equal(t, map[app.JoinCause]app.CustomerID{app.JoinLogin: 2, app.JoinOrder: 2, app.JoinMerge: 1}, told, "as it was told, not as it is today")
		require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE profile_id = ? AND origin_id <> ''", string(kept.ID)))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
	})
}

func TestAnAnswerToldUnderAMergedIDGoesToTheOneWhoWasKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		merge(t, s, 2, 3)
		merge(t, s, 1, 2)
		got := record(t, s, by(v, store.Whom{Customer: 3, Visitor: phone}, "late"))
		require.NotEmpty(t, got.Destinations)
		require.Equal(t, []string{`"late"`}, preferencesOf(t, s, 1))
		require.Equal(t, []string{`"late"`}, answersOf(t, s, store.Whom{Customer: 3}), "whatever she calls herself")
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM profiles"), "of the one in between nothing is kept")

		joins := store.Strings(t, s, "SELECT from_id FROM joins WHERE customer_id = 3")
		into := store.Strings(t, s, "SELECT into_id FROM joins WHERE customer_id = 3")
		_, err := s.PartPeople(t.Context(), demo, app.ProfileID(joins[0]), app.ProfileID(into[0]))
		require.NoError(t, err)
		require.Equal(t, []string{`"late"`}, preferencesOf(t, s, 3), "it was hers")
		require.Empty(t, preferencesOf(t, s, 1))
	})
}

func TestTwoPeopleWhoWerePartedAreNotJoinedAgain(t *testing.T) {
	t.Parallel()
	const adas, guests = `"adas"`, `"guests"`
	for name, c := range map[string]struct {
		guest store.Whom
		again func(t *testing.T, s *store.Store, v app.Version)
	}{
		"by the same browser": {store.Whom{Visitor: phone}, func(t *testing.T, s *store.Store, v app.Version) {
			record(t, s, by(v, store.Whom{Customer: 1, Visitor: phone}, "adas"))
			require.NoError(t, s.Meet(t.Context(), demo, store.Whom{Customer: 1, Visitor: phone}))
			require.False(t, history(t, s, store.Whom{Customer: 1, Visitor: phone}).Unmet)
		}},
		"by the same order": {store.Whom{Order: 5}, func(t *testing.T, s *store.Store, _ app.Version) {
			for at := range int64(2) {
				_, err := s.RecordOrder(t.Context(), demo, anOrder(5, 1, 2_000+at))
				require.NoError(t, err)
				_, err = s.LinkOrder(t.Context(), demo, 5, 1)
				require.NoError(t, err)
			}
		}},
		"by repeated news": {store.Whom{Customer: 2}, func(t *testing.T, s *store.Store, _ app.Version) { merge(t, s, 1, 2) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				v := published(t, s, demo, "a")
				record(t, s, by(v, c.guest, "guests"))
				record(t, s, by(v, store.Whom{Customer: 1}, "adas"))
				c.again(t, s, v)
				require.Equal(t, []string{adas, guests}, answersOf(t, s, store.Whom{Customer: 1}))
				part(t, s)
				for range 2 {
					c.again(t, s, v)
					require.Equal(t, []string{adas}, answersOf(t, s, store.Whom{Customer: 1}))
					require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
				}
				merge(t, s, 7, 1)
				c.again(t, s, v)
				require.Equal(t, []string{adas}, answersOf(t, s, store.Whom{Customer: 7}), "nor as whoever she became")
			})
		})
	}
}

func TestOnlyWhatIsJoinedIsParted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "two", 2, 0, "podcast", 20)
		answered(t, s, "one", 1, 0, "friend", 10)
		_, err := s.PartPeople(t.Context(), demo, "two", "one")
		require.True(t, app.Is(err, app.NotFound), "%v", err)
		merge(t, s, 1, 2)
		_, err = s.PartPeople(t.Context(), other, "two", "one")
		require.True(t, app.Is(err, app.NotFound), "%v", err)
		for _, want := range []error{nil, app.Errorf(app.NotFound, "they are not joined")} {
			_, err = s.PartPeople(t.Context(), demo, "two", "one")
			require.Equal(t, want, err)
		}
		joins, err := s.Joins(t.Context(), demo, "two")
		require.NoError(t, err)
		require.Len(t, joins, 1)
		require.NotZero(t, joins[0].PartedAt)
	})
}

func TestWhoWasPromisedTheSameTwiceHasBothWhenSheIsTwo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 2)
		for customer := range app.CustomerID(3) {
			record(t, s, earns(v, customer+1)) // the pool is empty for the last
		}
		codes := func(customer app.CustomerID) (codes []string) {
			list, err := s.Promises(t.Context(), demo, store.Whom{Customer: customer})
			require.NoError(t, err)
			for _, p := range list {
				codes = append(codes, p.Code)
			}
			return codes
		}
		merge(t, s, 3, 2)
		require.Equal(t, []string{"CODE-1"}, codes(3), "the one with a code")
		part(t, s)
		require.Equal(t, [][]string{{"CODE-1"}, {""}}, [][]string{codes(2), codes(3)})
		fill(t, s, 0)
		requireRegister(t, s, 3, 2, 0)
	})
}

func TestADeletedCustomersLateAnswersStayWithHerGuest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		require.NoError(t, s.ForgetCustomer(t.Context(), demo, 2))
		got := record(t, s, by(v, store.Whom{Customer: 2, Visitor: phone}, "late"))
		require.Empty(t, got.Destinations, "nobody is told")
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM visitors"))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM profiles WHERE customer_id <> 0"))
		merge(t, s, 1, 2)
		require.Equal(t, []string{`"late"`}, preferencesOf(t, s, 1))
	})
}
