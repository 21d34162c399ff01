package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

const atOnce = 100

func TestAHundredLoadsAndSubmitsAtOnceAreOneAnswerAndOneRewardOnSQLite(t *testing.T) {
	t.Parallel()
	submitAtOnce(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
}

func TestAHundredLoadsAndSubmitsAtOnceAreOneAnswerAndOneRewardOnPostgres(t *testing.T) {
	t.Parallel()
	submitAtOnce(t, storetest.PostgresURL(t))
}

// submitAtOnce has a customer, and then a guest, load and answer the same survey
// from a hundred tabs.
func submitAtOnce(t *testing.T, database string) {
	p := startRewarded(t, database)
	p.rule(app.RewardRule{Handle: "tenth", Kind: app.RewardPercentage, Value: "10"}, 10)
	p.survey("tenth")
	const answers = `"answers":{"drinker":"me","cups":"many"},"shown":[],"survey":"for-tenth","version":1,"locale":"en","started_at":"2026-01-01T00:00:00Z","complete":true`
	ada := p.shopper("ada@example.com", true)
	customer := everywhere{
		load: func() (*http.Request, error) {
			return http.NewRequest(http.MethodGet, p.app+"/storefront/v1/next?survey=for-tenth&surface=thank-you&order="+url.QueryEscape(ada.order), nil)
		},
		submit: func() (*http.Request, error) {
			return http.NewRequest(http.MethodPost, p.app+answersPath, strings.NewReader(
				fmt.Sprintf(`{"id":%q,"surface":"thank-you","order":%q,%s}`, uuid.NewString(), ada.order, answers)))
		},
		headers: map[string]string{"Authorization": "Bearer " + ada.token, "Content-Type": "application/json"},
	}
	hers := customer.storm(t)
	visitor := uuid.NewString()
	guest := everywhere{
		load: func() (*http.Request, error) {
			return http.NewRequest(http.MethodGet, p.shop+"/apps/askwell/next?survey=for-tenth&visitor="+visitor, nil)
		},
		submit: func() (*http.Request, error) {
			return http.NewRequest(http.MethodPost, p.shop+"/apps/askwell/responses", strings.NewReader(
				fmt.Sprintf(`{"id":%q,"surface":"theme","visitor":%q,%s}`, uuid.NewString(), visitor, answers)))
		},
		headers: map[string]string{"Content-Type": "application/json"},
	}
	theirs := guest.storm(t)
	require.NotEqual(t, hers, theirs)
	require.Len(t, p.spoken(), 2, "one answer of each")
	given := p.reward("tenth")
	require.Equal(t, register{Promised: 2, Issued: 2, Free: given.Free}, given)
	p.buy(hers, http.StatusOK)
	p.buy(hers, http.StatusUnprocessableEntity)
}

// everywhere is one person in many places at once.
type everywhere struct {
	load, submit func() (*http.Request, error)
	headers      map[string]string
}

// storm loads and submits all at once and returns the one code that everybody hears.
func (e everywhere) storm(t *testing.T) string {
	t.Helper()
	statuses, codes := map[int]int{}, map[string]int{}
	var mu sync.Mutex
	var group sync.WaitGroup
	start := make(chan struct{})
	for range atOnce {
		for i, make := range []func() (*http.Request, error){e.load, e.submit} {
			group.Go(func() {
				<-start
				status, code, err := e.send(make)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if i == 0 {
					status = -status // of a load
				}
				statuses[status]++
				if code != "" {
					codes[code]++
				}
			})
		}
	}
	close(start)
	group.Wait()
	require.Equal(t, map[int]int{-http.StatusOK: atOnce, http.StatusCreated: 1, http.StatusOK: atOnce - 1}, statuses)
	require.Len(t, codes, 1)
	for code, times := range codes {
		require.GreaterOrEqual(t, times, atOnce, "who submits is told, whether it was the first time or not")
		return code
	}
	return ""
}

func (e everywhere) send(make func() (*http.Request, error)) (status int, code string, err error) {
	request, err := make()
	if err != nil {
		return 0, "", err
	}
	for name, value := range e.headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, "", err
	}
	var told struct{ Reward struct{ Code string } }
	if err := json.Unmarshal(text, &told); err != nil {
		return 0, "", fmt.Errorf("%s: %w", text, err)
	}
	return response.StatusCode, told.Reward.Code, nil
}
