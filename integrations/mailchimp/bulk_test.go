package mailchimp_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/mailchimp/double"
)

// job runs changes as one bulk job and returns how each fared.
func (w town) job(t *testing.T, conn integrations.Conn, changes ...integrations.Change) []integrations.Outcome {
	t.Helper()
	by := conn.(integrations.Bulker)
	name, err := by.Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	w.Pass(t, time.Minute)
	done, err := by.Poll(t.Context(), name, changes)
	require.NoError(t, err)
	require.True(t, done.Done)
	require.Len(t, done.Outcomes, len(changes))
	return done.Outcomes
}

func TestAFinishedBatchIsReadPersonByPerson(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.audience(t, func(l *double.Audience) {
		l.Fields = append(l.Fields, double.Field{ID: 6, Tag: "PLAN", Name: "Plan", Type: "dropdown", Options: double.Options{Choices: []string{"basic"}}})
	})
	wrong := skin("platinum")
	wrong[0].Key = "PLAN"
	got := w.job(t, w.Connect(t),
		integrations.Change{Subject: ada, AddTags: []string{"quiz"}},
		integrations.Change{Subject: bo, Set: wrong},
		integrations.Change{Subject: integrations.Subject{Customer: 7}, AddTags: []string{"quiz"}},
		integrations.Change{Subject: integrations.Subject{Email: "cleo@example.com"}, RemoveTags: []string{"quiz"}, Unset: []string{"ASK_SKIN"}},
	)
	require.Equal(t, integrations.OK, got[0].Class)
	require.Equal(t, integrations.Rejected, got[1].Class)
	require.Contains(t, got[1].Reason, "PLAN")
	require.Equal(t, integrations.Transient, got[2].Class, "who has no address is told so by herself")
	require.Equal(t, integrations.OK, got[3].Class, "who is not there has nothing to lose")
}

func TestABatchKeepsNoOrder(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.account(t, func(a *double.Account) { a.Backwards = true })
	cleo := integrations.Subject{Email: "cleo@example.com"}
	change := integrations.Change{Subject: cleo, Set: skin("oily"), AddTags: []string{"quiz"}}
	require.Equal(t, integrations.Transient, w.job(t, w.Connect(t), change)[0].Class, "it is told again by itself")
	w.made(t, change)
	require.Equal(t, []string{"quiz"}, w.member(t, cleo).Tags)
}

func TestWhatIsWeighedOrHappensIsNotForABatch(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	conn := w.Connect(t)
	yes := w.says(bo, app.ConsentGranted, 0)
	yes.Set = skin("oily")
	told := integrations.Change{Subject: ada, Events: []integrations.Event{{ID: "one", Name: integrations.AnswerGiven, At: w.Now()}}}
	plain := integrations.Change{Subject: ada, Set: skin("dry")}
	got := w.job(t, conn, yes, told, plain)
	require.Equal(t, integrations.Transient, got[0].Class)
	require.Equal(t, integrations.Transient, got[1].Class)
	require.Equal(t, integrations.OK, got[2].Class)
	require.Equal(t, "transactional", w.member(t, bo).Status)
	require.Empty(t, w.member(t, ada).Events)
	by := conn.(interface {
		Takes(integrations.Change) bool
	})
	require.False(t, by.Takes(yes))
	require.False(t, by.Takes(told))
	require.False(t, by.Takes(integrations.Change{Subject: integrations.Subject{Customer: 7}, Set: skin("dry")}))
	require.True(t, by.Takes(plain))
}

func TestResultsAreFetchedFromWhereMailchimpPutsThemAlone(t *testing.T) {
	t.Parallel()
	for _, elsewhere := range []string{"mailchimp-api-batch.s3.example.com", "evil.example", "127.0.0.1:9", "mailchimp-api-batch.s3.amazonaws.com.evil.example"} {
		w := play(t, func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodGet {
					next.ServeHTTP(rw, r)
					return
				}
				answer := httptest.NewRecorder()
				next.ServeHTTP(answer, r)
				rw.WriteHeader(answer.Code)
				_, _ = rw.Write(bytes.ReplaceAll(answer.Body.Bytes(), []byte("mailchimp-api-batch.s3.amazonaws.com"), []byte(elsewhere)))
			})
		})
		by := w.Connect(t).(integrations.Bulker)
		changes := []integrations.Change{{Subject: ada, Set: skin("oily")}}
		job, err := by.Begin(t.Context(), "one", changes)
		require.NoError(t, err)
		w.Pass(t, time.Minute)
		_, err = by.Poll(t.Context(), job, changes)
		require.True(t, app.Is(err, app.Unavailable), "%v", err)
	}
}

func TestOurKeyDoesNotGoToWhereResultsLie(t *testing.T) {
	t.Parallel()
	w := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("Signature") && r.Header.Get("Authorization") != "" {
				t.Error("the key was sent")
			}
			next.ServeHTTP(rw, r)
		})
	})
	require.Equal(t, integrations.OK, w.job(t, w.Connect(t), integrations.Change{Subject: ada, Set: skin("oily")})[0].Class)
}
