package admin_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

func jsonOf(t *testing.T, text []byte, into any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(text, into), string(text))
}

// keyed calls the API with an Idempotency-Key.
func (b *bench) keyed(token, key, method, path string, body any) (*http.Response, []byte) {
	b.Helper()
	text, err := json.Marshal(body)
	require.NoError(b, err)
	req, err := http.NewRequestWithContext(b.Context(), method, b.app+"/api/v1"+path, bytes.NewReader(text))
	require.NoError(b, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Idempotency-Key", key)
	answer, err := http.DefaultClient.Do(req)
	require.NoError(b, err)
	defer answer.Body.Close()
	told, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer, told
}

func TestTheSameRequestTwiceIsDoneOnceAndAnsweredTheSame(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	token, body := b.key(demo, app.ScopeSurveysWrite, app.ScopeSurveysRead).Token, told{"document": document("heard")}
	first, told1 := b.keyed(token, "k1", "POST", "/surveys", body)
	require.Equal(t, http.StatusCreated, first.StatusCode)
	second, told2 := b.keyed(token, "k1", "POST", "/surveys", body)
	require.Equal(t, http.StatusCreated, second.StatusCode)
	require.Equal(t, string(told1), string(told2))
	require.Equal(t, first.Header.Get("Content-Type"), second.Header.Get("Content-Type"))
	require.Equal(t, []string{"", "true"}, []string{first.Header.Get("Idempotent-Replayed"), second.Header.Get("Idempotent-Replayed")})

	another, _ := b.keyed(token, "k1", "POST", "/surveys", told{"document": document("another")})
	require.Equal(t, http.StatusUnprocessableEntity, another.StatusCode)
	refused, told3 := b.keyed(token, "k2", "POST", "/surveys", body)
	require.Equal(t, http.StatusConflict, refused.StatusCode, "the handle is taken")
	require.NotContains(t, string(told3), "Idempotency")
	again, told4 := b.keyed(token, "k2", "POST", "/surveys", body)
	require.Equal(t, []any{http.StatusConflict, string(told3)}, []any{again.StatusCode, string(told4)})
	elses, _ := b.keyed(b.key(demo, app.ScopeSurveysWrite).Token, "k1", "POST", "/surveys", told{"document": document("third")})
	require.Equal(t, http.StatusCreated, elses.StatusCode, "a key is its sender's own")
	for _, wrong := range []string{strings.Repeat("x", 256), "é"} {
		answer, _ := b.keyed(token, wrong, "POST", "/surveys", body)
		require.Equal(t, http.StatusUnprocessableEntity, answer.StatusCode)
	}
	require.Equal(t, "repeated", b.audit("operation=post-surveys")[1].Outcome)
}

func TestManyAtOnceAreDoneOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	token := b.key(demo, app.ScopeRewardsWrite).Token
	var together sync.WaitGroup
	statuses := make([]int, 8)
	for i := range statuses {
		together.Go(func() {
			answer, _ := b.keyed(token, "once", "POST", "/rewards", told{"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW", "handle": "t"})
			statuses[i] = answer.StatusCode
		})
	}
	together.Wait()
	require.Contains(t, statuses, http.StatusCreated)
	for _, status := range statuses {
		require.Contains(t, []int{http.StatusCreated, http.StatusConflict}, status)
	}
	rewards, err := b.store.Rewards(t.Context(), demo)
	require.NoError(t, err)
	require.Len(t, rewards, 1)
}

func TestASecretIsNotToldAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	token := b.key(demo, app.ScopeKeysWrite).Token
	body := told{"name": "Warehouse", "scopes": []string{"keys:write"}}
	first, made := b.keyed(token, "k", "POST", "/keys", body)
	require.Equal(t, http.StatusCreated, first.StatusCode)
	second, refusal := b.keyed(token, "k", "POST", "/keys", body)
	require.Equal(t, http.StatusConflict, second.StatusCode)
	require.Contains(t, string(refusal), "the answer is not kept")
	var shown struct{ Token string }
	jsonOf(t, made, &shown)
	require.NotContains(t, b.dump("idempotency_keys"), shown.Token[16:])
	require.NotContains(t, b.dump("api_keys"), shown.Token[16:])
}

func TestWhatIsKeptOfHerAnswersIsSealedAndGoesWithHer(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	survey := b.published(document("heard"))
	b.answered(survey.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, time.Now())
	token := b.key(demo, app.ScopePeopleWrite).Token
	body := told{"id": uuid.NewString(), "reason": "She rang.", "set": told{"source": "friend"}}
	answer, text := b.keyed(token, "k", "POST", "/people/7/answers", body)
	require.Equal(t, http.StatusOK, answer.StatusCode, string(text))
	require.NotContains(t, b.dump("idempotency_keys"), "friend")
	require.NoError(t, b.store.EraseCustomer(t.Context(), demo, 7, nil))
	answer, text = b.keyed(token, "k", "POST", "/people/7/answers", body)
	require.Equal(t, http.StatusConflict, answer.StatusCode)
	require.NotContains(t, string(text), "friend")
}

func TestWhatWasCutOffIsNotDoneAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	token, body := b.key(demo, app.ScopeSurveysWrite).Token, told{"document": document("heard")}
	answer, _ := b.keyed(token, "k", "POST", "/surveys", body)
	require.Equal(t, http.StatusCreated, answer.StatusCode)
	b.exec("UPDATE idempotency_keys SET status = 0, answer = ''") // as a process leaves it that was killed
	answer, text := b.keyed(token, "k", "POST", "/surveys", body)
	require.Equal(t, http.StatusConflict, answer.StatusCode)
	require.Contains(t, string(text), "is under way")
	b.exec("UPDATE idempotency_keys SET at = at - 600000")
	answer, text = b.keyed(token, "k", "POST", "/surveys", body)
	require.Equal(t, http.StatusConflict, answer.StatusCode)
	require.Contains(t, string(text), "may have been done")
	b.exec("UPDATE idempotency_keys SET at = at - 86400000")
	answer, text = b.keyed(token, "k", "POST", "/surveys", body)
	require.Equal(t, http.StatusConflict, answer.StatusCode)
	require.NotContains(t, string(text), "Idempotency-Key", "after a day a key is new: the handle is taken")

	b.exec("UPDATE idempotency_keys SET at = at - 86400001")
	more, err := b.store.DropAnswers(t.Context(), 100)
	require.NoError(t, err)
	require.False(t, more)
	require.Empty(t, b.dump("idempotency_keys"))
}

func TestWhatFailedForNowMayBeTriedAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	token, body := b.key(demo, app.ScopeSurveysWrite).Token, told{"document": document("heard")}
	b.exec("ALTER TABLE surveys RENAME TO gone")
	answer, _ := b.keyed(token, "k", "POST", "/surveys", body)
	require.Equal(t, http.StatusServiceUnavailable, answer.StatusCode)
	require.NotEmpty(t, answer.Header.Get("Retry-After"))
	b.exec("ALTER TABLE gone RENAME TO surveys")
	answer, _ = b.keyed(token, "k", "POST", "/surveys", body)
	require.Equal(t, http.StatusCreated, answer.StatusCode)
	log, err := b.store.AuditLog(t.Context(), demo, store.AuditFilter{Operation: "post-surveys"}, 10)
	require.NoError(t, err)
	require.Equal(t, []app.AuditOutcome{app.AuditDone, "unavailable"}, []app.AuditOutcome{log[0].Outcome, log[1].Outcome})
}

// dump is a table's rows, as the database has them.
func (b *bench) dump(table string) string {
	b.Helper()
	return strings.Join(b.texts("SELECT * FROM "+table), "\n")
}
