package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// before is a moment ago, and after one to come, for an erasure that is done now.
var before, after = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)

func TestACustomerMergedAwayCanStillBeErasedWithoutTheOneWhoWasKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		tenner(t, s, 0, 5)
		live := func(customer app.CustomerID, visitor, answer string) {
			record(t, s, by(v, store.Whom{Visitor: visitor}, "guest of "+answer))
			r := earns(v, customer)
			r.Visitor, r.Response.Answers[0].Value.JSON = visitor, []byte(`"`+answer+`"`)
			record(t, s, r)
			require.NoError(t, s.Snooze(t.Context(), demo, store.Whom{Customer: customer}, "wish", noon))
			require.NoError(t, s.RecordConsent(t.Context(), demo, customer, app.Consent{
				ID: answer, Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: noon, Source: "shopify",
			}))
			_, err := s.RecordOrder(t.Context(), demo, anOrder(app.OrderID(100+customer), customer, 2_000))
			require.NoError(t, err)
			require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: customer, Email: answer + "@example.com", At: noon}))
		}
		live(1, phone, "kept")
		live(2, laptop, "gone")
		live(3, "33333333-3333-4333-8333-333333333333", "gone before")
		merge(t, s, 2, 3)
		merge(t, s, 1, 2)
		require.Len(t, answersOf(t, s, store.Whom{Customer: 1}), 6)
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 2, nil))

		require.Equal(t, []string{`"guest of kept"`, `"kept"`}, answersOf(t, s, store.Whom{Customer: 1}))
		for table, want := range map[string]int{
			"profiles": 1, "responses": 2, "visitors": 2, "snoozes": 1, "consents": 1, "orders": 1, "identities": 1, "joins": 1,
		} {
			require.Equal(t, want, store.Count(t, s, "SELECT COUNT(*) FROM "+table), table)
		}
		require.Equal(t, []string{"CODE-0"}, store.Strings(t, s, "SELECT code FROM promises WHERE code <> ''"))
		require.NotZero(t, store.Count(t, s, "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting' AND cause = 'link' AND response_id = ''"), "what she left behind is taken back")

		_, err := s.RecordOrder(t.Context(), demo, anOrder(200, 3, 2_000))
		require.NoError(t, err)
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM orders"), "nor does late news bring her back")
	})
}

func TestAMergeWithAnErasedCustomerErasesWhatIsMerged(t *testing.T) {
	t.Parallel()
	for name, merges := range map[string][][2]app.CustomerID{
		"into her":         {{1, 2}},
		"through another":  {{1, 3}, {3, 2}},
		"through her":      {{9, 1}, {1, 2}},
		"the other way on": {{3, 2}, {1, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				v := published(t, s, demo, "a")
				require.NoError(t, s.EraseCustomer(t.Context(), demo, 1, nil))
				record(t, s, said(v, 2, "podcast", noon))
				record(t, s, said(v, 9, "friend", noon))
				for range 2 {
					for _, m := range merges {
						merge(t, s, m[0], m[1])
					}
				}
				require.Equal(t, []string{`[{"question":"source","kind":"text","value":"friend"}]`}, store.Strings(t, s, "SELECT answers FROM responses"))
				_, err := s.RecordResponse(t.Context(), demo, said(v, 2, "podcast", noon))
				require.True(t, app.Is(err, app.Conflict), "%v", err)
			})
		})
	}
}

func TestAnAnswerBegunBeforeHerErasureIsRefusedAndOneBegunAfterIsSomebodyNews(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		who    store.Whom
		erase  app.CustomerID
		orders []app.OrderID
	}{
		"a customer":        {who: store.Whom{Customer: ada}, erase: ada},
		"a merged customer": {who: store.Whom{Customer: bob}, erase: ada},
		"her browser":       {who: store.Whom{Visitor: phone}, erase: ada},
		"a guest's order":   {who: store.Whom{Order: 5}, orders: []app.OrderID{5}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				installed(t, s, demo)
				v := published(t, s, demo, "a")
				record(t, s, by(v, store.Whom{Customer: ada, Visitor: phone}, "podcast"))
				merge(t, s, ada, bob)
				require.NoError(t, s.EraseCustomer(t.Context(), demo, c.erase, c.orders))
				was := counts(t, s)
				tell := func(begun, submitted time.Time) error {
					r := by(v, c.who, "friend")
					r.Response.StartedAt, r.Response.SubmittedAt = begun, submitted
					_, err := s.RecordResponse(t.Context(), demo, r)
					return err
				}
				for _, err := range []error{tell(before, after), tell(time.Time{}, before)} {
					require.True(t, app.Is(err, app.Conflict), "%v", err)
				}
				require.Equal(t, was, counts(t, s), "it leaves no trace")
				require.NoError(t, tell(after, after.Add(time.Minute)))
				require.Contains(t, answersOf(t, s, c.who), `"friend"`)
			})
		})
	}
}

func TestOneWhoBeganBeforeSomebodyElsesErasureIsHeard(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Customer: ada, Visitor: phone}, "podcast"))
		require.NoError(t, s.EraseCustomer(t.Context(), demo, ada, nil))
		record(t, s, by(v, store.Whom{Customer: bob, Visitor: phone}, "friend"))
		require.Equal(t, []string{`"friend"`}, answersOf(t, s, store.Whom{Customer: bob}))
	})
}
