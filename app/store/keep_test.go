package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// promised is a submission of two answers, of which the first is kept for a day.
func promised(v app.Version, customer app.CustomerID, order app.OrderID, at time.Time) store.Submitted {
	r := said(v, customer, "podcast", at)
	r.Response.Order, r.Response.KeepUntil = order, at.Add(24*time.Hour)
	r.Response.Answers = append(r.Response.Answers, app.Answer{Question: "why", Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(`"fun"`)}})
	r.Reply.Next, r.Reply.Ask = &app.Question{Key: "which_podcast"}, []string{"which_podcast"}
	r.Reply.Reward = &app.Reward{Code: "TENNER"}
	return r
}

// expire ends the terms of all that are due by then, "source" after a day and "why" after two.
func expire(t *testing.T, s *store.Store, now time.Time) int {
	t.Helper()
	due, err := s.KeptTooLong(t.Context(), now, 10)
	require.NoError(t, err)
	for _, r := range due {
		broken, err := s.Expire(t.Context(), r.Shop, now, map[app.ResponseID]store.Term{
			r.ID: {"source": r.SubmittedAt.Add(24 * time.Hour), "why": r.SubmittedAt.Add(48 * time.Hour)},
		})
		require.NoError(t, err)
		require.Empty(t, broken)
	}
	return len(due)
}

func TestAnAnswerIsForgottenWhenItsTermIsOverAndTheOthersLater(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		r := promised(v, ada, 5, noon)
		record(t, s, r)
		store.Exec(t, s, "UPDATE lanes SET due_at = 0")
		store.Exec(t, s, "DELETE FROM deliveries")

		require.Zero(t, expire(t, s, noon.Add(24*time.Hour-time.Millisecond)))
		require.Equal(t, 1, expire(t, s, noon.Add(24*time.Hour)))
		require.Equal(t, []string{`[{"question":"source","kind":"","value":null},{"question":"why","kind":"text","value":"fun"}]`},
			store.Strings(t, s, "SELECT answers FROM responses"))
		require.Equal(t, []string{`{"id":"` + string(r.Response.ID) + `","reward":{"code":"TENNER"}}`},
			store.Strings(t, s, "SELECT reply FROM responses"), "which question came next would tell")
		require.Equal(t, []string{"expired"}, store.Strings(t, s, "SELECT cause FROM deliveries"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE order_id = 5"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM lanes WHERE due_at > 0"))
		known, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, known, 1)
		require.Equal(t, "why", known[0].Key)
		onOrder, err := s.SaidOnOrders(t.Context(), demo, []app.OrderID{5})
		require.NoError(t, err)
		require.Len(t, onOrder, 1)

		require.Zero(t, expire(t, s, noon.Add(47*time.Hour)))
		require.Equal(t, 1, expire(t, s, noon.Add(48*time.Hour)))
		require.Zero(t, expire(t, s, noon.Add(1000*time.Hour)))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE answers LIKE '%fun%' OR answers LIKE '%podcast%' OR reply LIKE '%podcast%'"))
		require.Len(t, history(t, s, store.Whom{Customer: ada}).Responses[0].Answers, 2, "that she answered is known, so that she is not asked for it")
	})
}

func TestWhatWasSaidBeforeAForgottenAnswerDoesNotCountAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, said(v, ada, "friend", noon.Add(-time.Hour)))
		record(t, s, promised(v, ada, 0, noon))
		expire(t, s, noon.Add(24*time.Hour))
		known, err := s.Preferences(t.Context(), demo, ada)
		require.NoError(t, err)
		require.Len(t, known, 1)
		require.Equal(t, "why", known[0].Key)
	})
}

func TestAnswersExpireInAShopThatLeftAndNobodyIsTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		v := published(t, s, demo, "a")
		record(t, s, promised(v, ada, 5, noon))
		guest := promised(published(t, s, other, "a"), 0, 0, noon)
		_, err := s.RecordResponse(t.Context(), other, guest)
		require.NoError(t, err)
		store.Exec(t, s, "DELETE FROM deliveries")
		require.NoError(t, s.RecordUninstall(t.Context(), demo, time.Now()))
		require.Equal(t, 2, expire(t, s, noon.Add(24*time.Hour)))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE answers LIKE '%podcast%'"))
		require.Empty(t, store.Strings(t, s, "SELECT cause FROM deliveries"), "of a guest without an order no destination knows")
	})
}

func TestAResponseThatCannotBeReadStopsNobodyElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		good, bad := promised(v, ada, 0, noon), promised(v, bob, 0, noon)
		record(t, s, good)
		record(t, s, bad)
		store.Exec(t, s, "UPDATE responses SET answers = '{' WHERE id = ?", bad.Response.ID)
		day := 24 * time.Hour
		term := store.Term{"source": noon.Add(day)}
		broken, err := s.Expire(t.Context(), demo, noon.Add(day), map[app.ResponseID]store.Term{good.Response.ID: term, bad.Response.ID: term, "none": term})
		require.NoError(t, err)
		require.Equal(t, []app.ResponseID{bad.Response.ID}, broken)
		due, err := s.KeptTooLong(t.Context(), noon.Add(day), 10)
		require.NoError(t, err)
		require.Empty(t, due)
		due, err = s.KeptTooLong(t.Context(), noon.Add(2*day), 10)
		require.NoError(t, err)
		require.Len(t, due, 1)
	})
}
