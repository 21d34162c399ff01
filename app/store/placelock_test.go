package store_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// A lane settles what it told of people while they take answers back, links of theirs are
// noted, and what is kept of them is noted, too: each changes many, in whichever order they
// come.
func TestNobodyWaitsInACircleForPeopleNorForWhatWasWrittenOfThem(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), store.Config{URL: storetest.Postgres(t), Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	const crowd, rounds = 40, 40
	var people []app.Profile
	var places []app.Receipt
	for i := range crowd {
		_, err := s.RecordResponse(t.Context(), demo, said(v, app.CustomerID(crowd-i), "podcast", noon)) // the later the lower
		require.NoError(t, err)
	}
	waiting, err := s.Deliveries(t.Context(), demo, store.DeliveryFilter{Limit: 100})
	require.NoError(t, err)
	for _, d := range waiting {
		known, err := s.People(t.Context(), demo, []app.ProfileID{d.Profile})
		require.NoError(t, err)
		people = append(people, known...)
	}
	for i := range crowd {
		for _, property := range []string{"tag:a", "tag:b", "tag:c"} {
			places = append(places, app.Receipt{Destination: app.ShopifyDestination, Subject: app.CustomerSubject(app.CustomerID(1 + i)), Property: property})
		}
	}
	century := noon.AddDate(100, 0, 0)
	lane, err := s.LeaseLane(t.Context(), demo, app.ShopifyDestination, century)
	require.NoError(t, err)
	var group sync.WaitGroup
	often := func(n uint64, do func(r *rand.Rand, round int) error) {
		group.Go(func() {
			r := rand.New(rand.NewPCG(1, n))
			for round := range rounds {
				require.NoError(t, do(r, round))
			}
		})
	}
	often(1, func(r *rand.Rand, round int) error {
		some, whose := shuffled(r, places), shuffled(r, people)
		writes := make([]app.Write, len(some))
		for i := range some {
			some[i].Value = fmt.Sprint(round)
			writes[i] = app.Write{Destination: app.ShopifyDestination, Subject: some[i].Subject, Property: some[i].Property, After: app.Stand{There: true, Value: fmt.Sprint(round)}}
		}
		if err := s.Intend(t.Context(), demo, lane, store.Intention{People: whose, Touched: some, Writes: writes, Until: century}); err != nil {
			return err
		}
		return s.Settle(t.Context(), demo, lane, store.Settlement{Confirmed: shuffled(r, some), Until: century})
	})
	often(2, func(r *rand.Rand, _ int) error {
		links := map[app.ProfileID]time.Time{}
		for _, one := range people {
			links[one.ID] = noon.Add(time.Duration(r.IntN(8)) * time.Second)
		}
		if err := s.NoteStale(t.Context(), demo, links); err != nil {
			return err
		}
		return s.NoteLinks(t.Context(), demo, links)
	})
	often(3, func(r *rand.Rand, _ int) error {
		kept := map[app.ProfileID][]app.Refusal{}
		for _, one := range people {
			kept[one.ID] = nil
		}
		return s.NoteRefusals(t.Context(), demo, app.ShopifyDestination, kept)
	})
	for n := range uint64(2) {
		often(4+n, func(r *rand.Rand, round int) error {
			whose := app.CustomerID(1 + r.IntN(crowd))
			_, err := s.Prefer(t.Context(), demo, store.Preferring{
				Customer: whose, At: noon, Forget: []string{"source"},
				Responses: []store.Submitted{said(v, whose, "friend", noon.Add(time.Duration(round)*time.Minute))},
			})
			return err
		})
	}
	group.Wait()
	time.Sleep(time.Second) // PostgreSQL counts a little later
	require.Zero(t, store.Count(t, s, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
}

func shuffled[T any](r *rand.Rand, list []T) []T {
	list = append([]T(nil), list...)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}
