package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func readings(t *testing.T, s *store.Store, f store.AuditFilter) []app.AuditEntry {
	t.Helper()
	list, err := s.AuditLog(t.Context(), demo, f, 10)
	require.NoError(t, err)
	return list
}

func TestWhoReadsIsListedNewestFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		for _, r := range []app.AuditEntry{
			{Actor: "user/1", Action: "list"}, {Actor: "operator", Action: "export", Subject: "customer/42"}, {Actor: "shopper", Action: "export", Subject: "profile/x", At: noon},
		} {
			require.NoError(t, s.Audit(t.Context(), demo, r))
		}
		require.NoError(t, s.Audit(t.Context(), "nobody.myshopify.com", app.AuditEntry{Actor: "operator", Action: "export"}))
		require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM audit"), "there is nothing to read of a shop we do not know")
		all := readings(t, s, store.AuditFilter{})
		require.Len(t, all, 3)
		require.Equal(t, app.AuditEntry{ID: all[0].ID, At: noon.Local(), Actor: "shopper", Action: "export", Subject: "profile/x"}, withLocal(all[0]))
		require.Equal(t, all[1:], readings(t, s, store.AuditFilter{Before: all[0].ID}))
		require.Equal(t, all[1:2], readings(t, s, store.AuditFilter{Subject: "customer/42"}))
	})
}

func withLocal(r app.AuditEntry) app.AuditEntry {
	r.At, r.Targets, r.Changes = r.At.Local(), nil, nil
	return r
}

func TestWhoReadOfTheErasedIsKeptAndNotOfWhom(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record(t, s, by(v, store.Whom{Customer: ada}, "podcast"))
		record(t, s, by(v, store.Whom{Order: 5}, "podcast"))
		var subjects []string
		for _, who := range []store.Whom{{Customer: ada}, {Customer: bob}, {Order: 5}} {
			subject, err := s.SubjectOf(t.Context(), demo, who)
			require.NoError(t, err)
			subjects = append(subjects, subject)
			require.NoError(t, s.Audit(t.Context(), demo, app.AuditEntry{Actor: "user/1", Action: "read", Subject: subject}))
		}
		require.Equal(t, []string{app.CustomerSubject(ada), app.CustomerSubject(bob)}, subjects[:2])
		require.Regexp(t, "^profile/", subjects[2])
		nobody, err := s.SubjectOf(t.Context(), demo, store.Whom{Order: 6})
		require.NoError(t, err)
		require.Empty(t, nobody)

		require.NoError(t, s.EraseCustomer(t.Context(), demo, ada, []app.OrderID{5}))
		list := readings(t, s, store.AuditFilter{})
		require.Len(t, list, 3)
		require.Regexp(t, "^[0-9a-f]{64}$", list[0].Subject)
		require.Equal(t, app.CustomerSubject(bob), list[1].Subject)
		require.Regexp(t, "^[0-9a-f]{64}$", list[2].Subject)
		require.NotEqual(t, list[0].Subject, list[2].Subject)
	})
}
