package admin_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web"
)

type madeKey struct {
	Key   told
	Token string
}

// key makes an API key as staff of a shop.
func (b *bench) key(as app.ShopID, scopes ...app.Scope) madeKey {
	b.Helper()
	var made madeKey
	require.Equal(b, http.StatusCreated, b.call("POST", "/keys", as, told{"name": "Warehouse", "scopes": scopes}, &made))
	return made
}

// with calls the API with a key.
func (b *bench) with(token, method, path string, body any) (int, web.Problem) {
	b.Helper()
	status, answer := b.send(method, b.app+"/api/v1"+path, token, body)
	var problem web.Problem
	_ = json.Unmarshal(answer, &problem)
	return status, problem
}

func TestAKeyReadsWhatItsScopesSay(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.key(demo, app.ScopeSurveysRead)
	require.Regexp(t, `^askw_[a-z2-7]{10}_[a-z2-7]{52}$`, made.Token)
	require.True(t, strings.HasPrefix(made.Token, made.Key["prefix"].(string)+"_"))
	survey := b.published(document("heard"))

	status, answer := b.send("GET", b.app+"/api/v1/surveys", made.Token, nil)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, string(answer), string(survey.ID))
	status, problem := b.with(made.Token, "POST", "/surveys", told{"document": document("another")})
	require.Equal(t, http.StatusForbidden, status)
	require.Equal(t, "this API key lacks a scope: the operation needs surveys:write", problem.Title)
	for _, path := range []string{"/keys", "/privacy/readings", "/people?query=7", "/settings"} {
		status, _ = b.with(made.Token, "GET", path, nil)
		require.Equal(t, http.StatusForbidden, status, path)
	}

	var list struct{ Keys []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/keys", demo, nil, &list))
	require.Len(t, list.Keys, 1)
	require.Equal(t, time.Now().UTC().Format(time.DateOnly), list.Keys[0]["used_on"])
	require.NotContains(t, list.Keys[0], "token")
	require.Equal(t, http.StatusOK, b.call("GET", "/keys", other, nil, &list))
	require.Empty(t, list.Keys)
	require.NotContains(t, b.log.String(), made.Token[16:], "no key is written down")
}

func TestAKeyThatIsNoneIsToldNothingElse(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.key(demo, app.ScopeSurveysRead)
	last := map[bool]string{true: "b", false: "a"}[strings.HasSuffix(made.Token, "a")]
	for _, wrong := range []string{made.Token[:len(made.Token)-1] + last, made.Token + "a", "askw_", "askw_" + strings.Repeat("a", 10) + made.Token[15:], strings.ToUpper(made.Token)} {
		status, problem := b.with(wrong, "GET", "/surveys", nil)
		require.Equal(t, http.StatusUnauthorized, status, wrong)
		require.Contains(t, []string{"the API key is not valid", "the session token is not valid"}, problem.Title)
	}
}

func TestAKeyEndsWhenItIsRevokedOrTheShopLeaves(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	revoked, left := b.key(demo, app.ScopeSurveysRead), b.key(demo, app.ScopeSurveysRead)
	path := "/keys/" + revoked.Key["id"].(string) + "/revoke"
	require.Equal(t, http.StatusNotFound, func() int { b.install(other); return b.call("POST", path, other, nil, nil) }())
	require.Equal(t, http.StatusOK, b.call("POST", path, demo, nil, nil))
	status, problem := b.with(revoked.Token, "GET", "/surveys", nil)
	require.Equal(t, http.StatusUnauthorized, status)
	require.Equal(t, "the API key was revoked", problem.Title)
	status, _ = b.with(left.Token, "GET", "/surveys", nil)
	require.Equal(t, http.StatusOK, status)

	require.NoError(t, b.store.RecordUninstall(t.Context(), demo, time.Now()))
	b.install(demo)
	status, _ = b.with(left.Token, "GET", "/surveys", nil)
	require.Equal(t, http.StatusUnauthorized, status, "who comes back makes new keys")
}

func TestAKeyMakesNoKeyThatMayMore(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.key(demo, app.ScopeKeysWrite, app.ScopeSurveysRead)
	status, _ := b.with(made.Token, "POST", "/keys", told{"name": "Less", "scopes": []app.Scope{app.ScopeSurveysRead}})
	require.Equal(t, http.StatusCreated, status)
	status, problem := b.with(made.Token, "POST", "/keys", told{"name": "More", "scopes": []app.Scope{app.ScopePeopleRead}})
	require.Equal(t, http.StatusForbidden, status, problem)
}

func TestAWrongKeyIsRefusedFieldByField(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for field, wish := range map[string]told{
		"name":       {"name": " ", "scopes": []string{"surveys:read"}},
		"scopes":     {"name": "x", "scopes": []string{"surveys:admin"}},
		"expires_at": {"name": "x", "scopes": []string{"surveys:read"}, "expires_at": "2020-01-01T00:00:00Z"},
	} {
		var problem web.Problem
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/keys", demo, wish, &problem), field)
		require.Equal(t, field, problem.Errors[0].Field)
	}
}

func TestEveryOperationNamesItsScopes(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	for path, methods := range b.operations() {
		for method, one := range methods {
			require.Len(t, one.Security, 2, "%s %s", method, path)
			require.Contains(t, one.Security[0], "session")
			require.NotEmpty(t, one.Security[1]["key"], "%s %s names no scope", method, path)
			for _, scope := range one.Security[1]["key"] {
				require.Contains(t, app.Scopes, app.Scope(scope), "%s %s", method, path)
			}
		}
	}
}

func TestAKeyThatAsksTooOftenWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	hasty, other := b.key(demo, app.ScopeSettingsRead), b.key(demo, app.ScopeSettingsRead)
	for range 300 {
		status, _ := b.with(hasty.Token, "GET", "/settings", nil)
		require.Equal(t, http.StatusOK, status)
	}
	answer, told := b.keyed(hasty.Token, "", "GET", "/settings", nil)
	require.Equal(t, http.StatusTooManyRequests, answer.StatusCode)
	require.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
	require.Regexp(t, `^[1-9][0-9]?$`, answer.Header.Get("Retry-After"))
	require.Contains(t, string(told), "too many requests")
	status, _ := b.with(other.Token, "GET", "/settings", nil)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, http.StatusOK, b.call("GET", "/settings", demo, nil, nil))
}

func TestWhatIsNotThereIsAProblemToo(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	for method, path := range map[string]string{"GET": "/api/v1/nothing", "DELETE": "/api/v1/settings"} {
		req, err := http.NewRequestWithContext(t.Context(), method, b.app+path, nil)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, map[string]int{"GET": 404, "DELETE": 405}[method], answer.StatusCode)
		require.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
	}
}
