package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// requireToldOrLate says whether an answer was refused because of an erasure; nothing else
// may be wrong.
func requireToldOrLate(t require.TestingT, err error) (late bool) {
	require.True(t, err == nil || app.Is(err, app.Conflict), "%v", err)
	return err != nil
}

func TestWhateverOrderTheNewsComeInTheyEndInTheSameProfiles(t *testing.T) {
	t.Parallel()
	checkEach(t, func(t *testing.T, is require.TestingT, r *rapid.T, s *store.Store) {
		facts := someFacts(r)
		first, second := newTown(t, s), newTown(t, s)
		for _, f := range facts {
			requireToldOrLate(is, first.tell(is, f))
		}
		again := rapid.Permutation(slices.Concat(facts, rapid.SliceOf(rapid.SampledFrom(facts)).Draw(r, "again"))).Draw(r, "order")
		for _, f := range again {
			requireToldOrLate(is, second.tell(is, f))
		}
		require.Equal(is, first.known(t), second.known(t))
	})
}

// redacted says whether a customer was erased, or merged into somebody who was.
func redacted(facts []fact, customer app.CustomerID) bool {
	into := map[app.CustomerID]app.CustomerID{}
	erased := map[app.CustomerID]bool{}
	for _, f := range facts {
		switch f.kind {
		case "merge":
			into[f.customer] = f.other
		case "redact":
			erased[f.customer] = true
		}
	}
	for customer != 0 && !erased[customer] {
		customer = into[customer]
	}
	return customer != 0
}

func TestOfTheErasedNothingIsLeftAndOfTheOthersEverything(t *testing.T) {
	t.Parallel()
	checkEach(t, func(t *testing.T, is require.TestingT, r *rapid.T, s *store.Store) {
		facts := rapid.Permutation(someFacts(r)).Draw(r, "order")
		w := newTown(t, s)
		want := map[string]int{}
		for _, f := range facts {
			requireToldOrLate(is, w.tell(is, f))
			if !redacted(facts, f.customer) {
				want[f.kind]++
			}
		}
		for kind, table := range map[string]string{"answer": "responses", "consent": "consents", "order": "orders"} {
			require.Equal(is, want[kind], store.Count(t, s, "SELECT COUNT(*) FROM "+table+" WHERE shop_id = ?", w.shop), table)
		}
		require.Zero(is, store.Count(t, s, `SELECT COUNT(*) FROM responses r WHERE r.shop_id = ? AND NOT EXISTS
				(SELECT 1 FROM profiles p WHERE p.shop_id = r.shop_id AND p.id = r.profile_id)`, w.shop), "nobody's")
	})
}

func TestWhatIsSaidAfterAnErasureIsSomebodyNews(t *testing.T) {
	t.Parallel()
	checkEach(t, func(t *testing.T, is require.TestingT, r *rapid.T, s *store.Store) {
		facts := rapid.Permutation(someFacts(r)).Draw(r, "order")
		w := newTown(t, s)
		for _, f := range facts {
			requireToldOrLate(is, w.tell(is, f))
		}
		before := store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE shop_id = ?", w.shop)
		who := app.CustomerID(rapid.Int64Range(1, fewCustomers).Draw(r, "who"))
		begun := w.answer(fact{n: 900, customer: who, question: "source", at: soon.Add(time.Minute)})
		begun.Response.StartedAt = soon
		_, err := s.RecordResponse(t.Context(), w.shop, begun)
		require.Equal(is, redacted(facts, who), requireToldOrLate(is, err), "begun before, told after")
		if err == nil {
			before++
		}
		anew := fact{kind: "answer", n: 901, customer: who, question: "source", at: soon.Add(2 * time.Minute)}
		require.NoError(is, w.tell(is, anew))
		require.Equal(is, before+1, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE shop_id = ?", w.shop))
		if counts := w.preferences(t, who); len(counts) > 0 { // else she was deleted
			require.Equal(is, `"answer 901"`, counts["source"])
		}
	})
}
