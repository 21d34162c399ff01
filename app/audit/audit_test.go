package audit_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/audit"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const shop = app.ShopID("demo-shop.myshopify.com")

func raw(s string) json.RawMessage { return json.RawMessage(s) }

func TestADiffNamesWhatHasAKeyByIt(t *testing.T) {
	t.Parallel()
	type list []map[string]any
	before := map[string]any{"title": "A", "gone": 1, "questions": list{{"key": "source", "prompt": map[string]string{"en": "Who?"}}, {"key": "size", "options": list{{"key": "s"}}}}}
	after := map[string]any{"title": "B", "new": true, "questions": list{{"key": "size", "options": list{{"key": "s"}}}, {"key": "source", "prompt": map[string]string{"en": "Who told you?"}}}}
	require.Equal(t, []app.AuditChange{
		{Field: "gone", Before: raw("1")},
		{Field: "new", After: raw("true")},
		{Field: "questions.size#", Before: raw("2"), After: raw("1")},
		{Field: "questions.source#", Before: raw("1"), After: raw("2")},
		{Field: "questions.source.prompt.en", Before: raw(`"Who?"`), After: raw(`"Who told you?"`)},
		{Field: "title", Before: raw(`"A"`), After: raw(`"B"`)},
	}, audit.Diff(before, after))
	require.Empty(t, audit.Diff(after, after))
	require.Equal(t, []app.AuditChange{{Field: "title"}}, audit.Names(audit.Diff(map[string]string{"title": "a"}, map[string]string{"title": "b"})))
}

func TestADiffIsBounded(t *testing.T) {
	t.Parallel()
	many := map[string]any{"0": strings.Repeat("x", 5000)}
	for i := range 500 {
		many[strings.Repeat("f", i+1)] = i
	}
	changes := audit.Diff(nil, many)
	require.Len(t, changes, 100)
	require.Equal(t, app.AuditChange{Field: "0"}, changes[0], "what is too long is named, and not told")
}

func TestWhatIsDoneIsKeptHoweverItEnds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
		log := func() []app.AuditEntry {
			list, err := s.AuditLog(t.Context(), shop, store.AuditFilter{Changed: true}, 10)
			require.NoError(t, err)
			return list
		}
		e := app.AuditEntry{Actor: "operator", Operation: "survey apply", Targets: []string{"surveys/a"}}
		require.NoError(t, audit.Do(t.Context(), s, shop, e, func() error {
			require.Equal(t, app.AuditBegun, log()[0].Outcome, "it is kept before it is done")
			return nil
		}))
		require.True(t, app.Is(audit.Do(t.Context(), s, shop, e, func() error { return app.Errorf(app.Conflict, "no") }), app.Conflict))
		list := log()
		require.Len(t, list, 2)
		require.Equal(t, []app.AuditOutcome{"conflict", app.AuditDone}, []app.AuditOutcome{list[0].Outcome, list[1].Outcome})
		require.Equal(t, []string{"surveys/a"}, list[1].Targets)
	})
}
