package admin_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

type audited struct {
	Actor, Name, Operation, Action, Subject, Outcome string

	Targets []string
	Changes []struct {
		Field         string
		Before, After any
	}
}

// audit reads a shop's audit log, the newest first.
func (b *bench) audit(query string) []audited {
	b.Helper()
	var log struct{ Entries []audited }
	require.Equal(b, http.StatusOK, b.call("GET", "/audit?limit=100&"+query, demo, nil, &log))
	return log.Entries
}

func TestWhoChangedWhatIsKept(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.key(demo, app.ScopeSurveysWrite, app.ScopeSettingsWrite)
	var survey survey
	status, answer := b.send("POST", b.app+"/api/v1/surveys", made.Token, told{"document": document("heard")})
	require.Equal(t, http.StatusCreated, status)
	jsonOf(t, answer, &survey)
	path := "/surveys/" + string(survey.ID)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("PUT", path, demo, told{"revision": 1, "document": told{}}, nil))
	status, _ = b.with(made.Token, "POST", path+"/publish", told{"revision": 1})
	require.Equal(t, http.StatusOK, status)

	log := b.audit("kind=changes")
	require.Len(t, log, 4)
	actor := "key/" + made.Key["id"].(string)
	require.Equal(t, []string{actor, "Warehouse", "post-surveys-id-publish", "done"}, []string{log[0].Actor, log[0].Name, log[0].Operation, log[0].Outcome})
	require.Equal(t, []string{"surveys/" + string(survey.ID)}, log[0].Targets)
	require.Equal(t, "put-surveys-id invalid", log[1].Operation+" "+log[1].Outcome)
	require.Regexp(t, `^user/\d+$`, log[1].Actor)
	require.Equal(t, "post-surveys done", log[2].Operation+" "+log[2].Outcome)
	require.Equal(t, log[0].Targets, log[2].Targets, "what was made is named")
	require.Equal(t, "post-keys done", log[3].Operation+" "+log[3].Outcome)
	require.Len(t, b.audit("actor="+actor), 2)
	require.Len(t, b.audit("operation=post-surveys"), 1)
}

func TestAPublishedSurveyAndSettingsSayWhatChanged(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	edited := document("heard")
	edited.Questions[0].Prompt = app.Text{"en": "Who told you?"}
	path := "/surveys/" + string(made.ID)
	require.Equal(t, http.StatusOK, b.call("PUT", path, demo, told{"revision": made.Revision, "document": edited}, nil))
	require.Equal(t, http.StatusOK, b.call("POST", path+"/publish", demo, told{"revision": made.Revision + 1}, nil))
	changes := b.audit("operation=post-surveys-id-publish")[0].Changes
	require.Len(t, changes, 1)
	require.Equal(t, []any{"questions.source.prompt.en", "How did you hear about us?", "Who told you?"}, []any{changes[0].Field, changes[0].Before, changes[0].After})

	require.Equal(t, http.StatusOK, b.call("PUT", "/settings", demo, told{"retention": told{"guests": 60, "attempts": 90, "readings": 365}}, nil))
	changes = b.audit("operation=put-settings")[0].Changes
	require.Equal(t, "retention.guests", changes[0].Field)
	require.Equal(t, []any{365.0, 60.0}, []any{changes[0].Before, changes[0].After})
}

func TestTheAuditLogSaysOfPeopleOnlyWhoTheyAre(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, time.Now())
	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/answers", demo, told{"id": uuid.NewString(), "reason": "She rang from 555-0199.", "set": told{"source": "friend"}}, nil))
	require.NotEqual(t, http.StatusOK, b.call("POST", "/people/7/answers", demo, told{"id": uuid.NewString(), "reason": "x", "set": told{"nothing": 1}}, nil))
	log := b.audit("subject=customer/7")
	require.Len(t, log, 2)
	require.Equal(t, []string{"", "invalid"}, []string{log[0].Action, log[0].Outcome}, "she was told of nothing")
	require.Equal(t, []string{"read", "done"}, []string{log[1].Action, log[1].Outcome})
	_, text := b.send("GET", b.app+"/api/v1/audit", b.token("admin", demo), nil)
	require.Contains(t, string(text), `"zone":"`)
	require.NotContains(t, string(text), "555-0199")
	require.NotContains(t, string(text), "She rang")

	require.NoError(t, b.store.EraseCustomer(t.Context(), demo, 7, nil))
	require.Empty(t, b.audit("subject=customer/7"))
	require.Len(t, b.audit("operation=post-people-customer-answers"), 2, "that it was done stays")
}

func TestWhatCannotBeKeptIsNotDone(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.exec("ALTER TABLE audit RENAME TO gone")
	require.Equal(t, http.StatusServiceUnavailable, b.call("POST", "/surveys", demo, told{"document": document("heard")}, nil))
	b.exec("ALTER TABLE gone RENAME TO audit")
	var list struct{ Surveys []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys", demo, nil, &list))
	require.Empty(t, list.Surveys)
}

func TestTheAuditLogIsToldPageByPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for range 5 {
		require.NoError(t, b.store.Audit(t.Context(), demo, app.AuditEntry{Actor: "operator", Action: "list"}))
	}
	var ids []string
	for cursor := ""; ; {
		var page struct {
			Entries []struct{ ID string }
			Next    string
		}
		require.Equal(t, http.StatusOK, b.call("GET", "/audit?limit=2&cursor="+cursor, demo, nil, &page))
		for _, e := range page.Entries {
			ids = append(ids, e.ID)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	require.Len(t, ids, 5)
	for _, wrong := range []string{"x", strings.Repeat("A", 400), "WyJhdWRpdCIsICJcdTAwMDAiXQ", "WyJrZXlzIiwiYSJd", "W10"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/audit?cursor="+wrong, demo, nil, nil), wrong)
	}
}
