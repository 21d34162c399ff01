package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const tablet = "33333333-3333-4333-8333-333333333333"

// silence makes all that happened so many days old.
func silence(t testing.TB, s *store.Store, days int) {
	t.Helper()
	at := ago(days).UnixMilli()
	for _, column := range []string{
		"profiles.updated_at", "responses.submitted_at", "askings.asked_at", "snoozes.since", "visitors.since", "response_repeats.since", "audit.at",
	} {
		table, name, _ := strings.Cut(column, ".")
		store.Exec(t, s, "UPDATE "+table+" SET "+name+" = ?", at)
	}
	store.Exec(t, s, "UPDATE deliveries SET finished_at = ? WHERE finished_at > 0", at)
}

func ago(days int) time.Time { return time.Now().Add(-time.Duration(days) * 24 * time.Hour) }

// trim trims one kind of thing to its end.
func trim(t testing.TB, one func(context.Context, app.ShopID, time.Time, string) (string, error), before time.Time) {
	t.Helper()
	for after := ""; ; {
		var err error
		if after, err = one(t.Context(), demo, before, after); after == "" {
			require.NoError(t, err)
			return
		}
	}
}

func TestAGuestIsForgottenWhoWasNotHeardOfForLong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		v := published(t, s, demo, "a")
		for _, who := range []store.Whom{{Visitor: phone}, {Visitor: laptop}, {Visitor: tablet, Order: 5}, {Customer: ada}} {
			record(t, s, by(v, who, "podcast"))
		}
		_, err := s.RecordResponse(t.Context(), other, by(published(t, s, other, "a"), store.Whom{Visitor: phone}, "podcast"))
		require.NoError(t, err)
		silence(t, s, 400)
		require.NoError(t, s.RecordAskings(t.Context(), demo, store.Asked{Whom: store.Whom{Visitor: laptop}, Questions: []string{"source"}}))

		trim(t, s.TrimGuests, ago(401))
		require.Equal(t, 5, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
		trim(t, s.TrimGuests, ago(365))
		require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM profiles"), "the customer, who was asked today, and another shop's")
		require.Empty(t, answersOf(t, s, store.Whom{Visitor: phone}))
		require.Empty(t, answersOf(t, s, store.Whom{Visitor: tablet, Order: 5}))
		require.Len(t, answersOf(t, s, store.Whom{Visitor: laptop}), 1)
		require.Len(t, answersOf(t, s, store.Whom{Customer: ada}), 1)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM visitors WHERE shop_id = ? AND visitor <> ?", demo, laptop))
	})
}

func TestWhatAForgottenGuestLeftOnHerOrderIsForgottenThereToo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Visitor: phone}, "podcast"))
		record(t, s, by(v, store.Whom{Visitor: tablet, Order: 5}, "podcast"))
		store.Exec(t, s, `INSERT INTO receipts (shop_id, destination_id, subject, property, value, delivery_id, written_at)
			VALUES (?, 'shopify', 'order/5', 'property:source', '"podcast"', 'd', 1)`, demo)
		silence(t, s, 400)
		trim(t, s.TrimGuests, ago(365))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM receipts"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM erasures"), "of whom nobody else has anything nothing is to be told")
		require.Equal(t, []string{"waiting"}, store.Strings(t, s, "SELECT state FROM erasure_parts WHERE destination_id = 'shopify'"))
	})
}

func TestWhoSpeaksWhileSheIsToBeForgottenIsNot(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for round := range 10 {
			record(t, s, by(v, store.Whom{Visitor: phone}, "before"))
			silence(t, s, 400)
			done := make(chan error, 1)
			go func() {
				_, err := s.TrimGuests(t.Context(), demo, ago(365), "")
				done <- err
			}()
			record(t, s, by(v, store.Whom{Visitor: phone}, "after"+uuid.NewString()))
			require.NoError(t, <-done)
			require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM profiles p JOIN responses r ON r.profile_id = p.id WHERE r.answers LIKE '%after%'"), round)
			require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE profile_id NOT IN (SELECT id FROM profiles)"))
			store.Exec(t, s, "DELETE FROM responses")
		}
	})
}

func TestOfWhatSheWasAskedLongAgoTheLastTimeIsRemembered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		asked := func(questions ...string) {
			require.NoError(t, s.RecordAskings(t.Context(), demo, store.Asked{Whom: store.Whom{Customer: ada}, Questions: questions}))
		}
		asked("size", "source")
		silence(t, s, 500)
		asked("source")
		store.Exec(t, s, "UPDATE askings SET asked_at = ? WHERE asked_at > ?", ago(450).UnixMilli(), ago(1).UnixMilli())
		asked("hat")
		trim(t, s.TrimAskings, ago(400))
		require.Equal(t, []string{"hat", "size", "source"}, store.Strings(t, s, "SELECT question FROM askings ORDER BY question"))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM askings WHERE question = 'source' AND asked_at < ?", ago(460).UnixMilli()))
	})
}

func TestACustomersBrowserIsForgottenWhenSheDidNotComeForLong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Customer: ada, Visitor: phone}, "podcast"))
		record(t, s, by(v, store.Whom{Customer: bob, Visitor: laptop}, "podcast"))
		record(t, s, by(v, store.Whom{Visitor: tablet}, "podcast"))
		silence(t, s, 500)
		record(t, s, by(v, store.Whom{Customer: bob}, "friend"))
		trim(t, s.TrimBrowsers, ago(400))
		require.Equal(t, []string{laptop, tablet}, store.Strings(t, s, "SELECT visitor FROM visitors ORDER BY visitor"))
	})
}

func TestRepeatsAreRememberedAsLongAsSomebodyMaySendAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for range 3 {
			record(t, s, by(v, store.Whom{Customer: ada}, "podcast"))
		}
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM response_repeats WHERE since = ?", noon.UnixMilli()))
		store.Exec(t, s, "UPDATE response_repeats SET since = 0 WHERE id = (SELECT MIN(id) FROM response_repeats)")
		trim(t, s.TrimRepeats, noon.Add(time.Hour))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM response_repeats WHERE since > ?", ago(1).UnixMilli()), "of the one from before this was kept its time begins")
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM response_repeats"))
	})
}

func TestDeliveriesThatWereOverLongAgoGoWithTheirAttempts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for _, answer := range []string{"one", "two", "three"} {
			record(t, s, by(v, store.Whom{Customer: ada}, answer))
		}
		store.Exec(t, s, "UPDATE deliveries SET state = 'done', finished_at = 1 WHERE id = (SELECT MIN(id) FROM deliveries)")
		store.Exec(t, s, "UPDATE deliveries SET state = 'parked', finished_at = ? WHERE id = (SELECT MAX(id) FROM deliveries)", time.Now().UnixMilli())
		store.Exec(t, s, `INSERT INTO attempts (shop_id, id, delivery_id, number, class, started_at, duration_ms)
			SELECT shop_id, 'of-' || id, id, 1, 'ok', 1, 1 FROM deliveries`)
		trim(t, s.TrimDeliveries, ago(90))
		require.Equal(t, []string{"waiting", "parked"}, store.Strings(t, s, "SELECT state FROM deliveries ORDER BY id"))
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM attempts"))
	})
}

func TestRefusalsExportsAndReadingsAreTrimmed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Customer: ada}, "one"))
		store.Exec(t, s, `INSERT INTO refusals (shop_id, destination_id, profile_id, question, purpose, reason, since)
			SELECT shop_id, 'klaviyo', id, 'source', 'marketing', 'x', 1 FROM profiles`)
		store.Exec(t, s, `INSERT INTO refusals (shop_id, destination_id, profile_id, question, purpose, reason, since) VALUES (?, 'klaviyo', 'gone', 'source', 'marketing', 'x', 1)`, demo)
		trim(t, s.TrimRefusals, time.Now())
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM refusals WHERE profile_id <> 'gone'"))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM refusals"))

		for id, finished := range map[string]time.Time{"old": ago(91), "new": ago(89)} {
			require.NoError(t, s.RecordPrivacyRequest(t.Context(), demo, app.PrivacyRequest{
				ID: id, Topic: "customers/data_request", Customer: ada,
				RequestedAt: finished, DueAt: finished, FinishedAt: finished, Export: []byte("{}"),
			}))
		}
		trim(t, s.TrimExports, ago(90))
		require.Equal(t, []string{"new"}, store.Strings(t, s, "SELECT id FROM privacy_requests WHERE export <> ''"))
		require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM privacy_requests"))

		for _, at := range []time.Time{ago(400), ago(300)} {
			require.NoError(t, s.Audit(t.Context(), demo, app.AuditEntry{At: at, Actor: "user/1", Action: "list"}))
		}
		trim(t, s.TrimAudit, ago(365))
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM audit"))
	})
}

func TestTrimmingReadsPageByPageAlongTheKeys(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	plans := store.Plans(t, s, func() {
		for _, one := range []func(context.Context, app.ShopID, time.Time, string) (string, error){
			s.TrimGuests, s.TrimAskings, s.TrimBrowsers, s.TrimRepeats, s.TrimDeliveries, s.TrimRefusals, s.TrimExports, s.TrimAudit,
		} {
			trim(t, one, time.Now())
		}
		_, err := s.KeptTooLong(t.Context(), time.Now(), 10)
		require.NoError(t, err)
	})
	require.NotEmpty(t, plans)
	for _, line := range plans {
		require.NotContains(t, line, "TEMP B-TREE FOR ORDER BY", line)
		step, _, _ := strings.Cut(line, "   of ")
		require.NotContains(t, step, "responses_recent", line)
		require.False(t, strings.HasPrefix(step, "SCAN ") && !strings.HasPrefix(step, "SCAN p") && !strings.HasPrefix(step, "SCAN x"), line)
	}
}
