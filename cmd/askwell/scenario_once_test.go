package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
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
	submitAtOnce(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"), 1)
}

func TestAHundredLoadsAndSubmitsAtOnceAreOneAnswerAndOneRewardOnPostgres(t *testing.T) {
	t.Parallel()
	submitAtOnce(t, storetest.PostgresURL(t), 2)
}

// submitAtOnce has a customer, and then a guest, load and answer the same survey
// from a hundred tabs.
func submitAtOnce(t *testing.T, database string, processes int) {
	p := startRewarded(t, database)
	apps := []string{p.app}
	for len(apps) < processes {
		apps = append(apps, p.another())
	}
	p.rule(app.RewardRule{Handle: "tenth", Kind: app.RewardPercentage, Value: "10"}, 10)
	p.survey("tenth")
	ada, guest := p.shopper("ada@example.com", true), p.shopper("", false)
	hers := everywhere{t, apps, ada.token, ada.order, ""}.storm()
	theirs := everywhere{t, apps, guest.token, "", uuid.NewString()}.storm()
	require.NotEqual(t, hers, theirs)
	require.Len(t, p.spoken(), 2, "one answer of each")
	given := p.reward("tenth")
	require.Equal(t, register{Promised: 2, Issued: 2, Free: given.Free}, given)
	p.buy(hers, http.StatusOK)
	p.buy(hers, http.StatusUnprocessableEntity)
}

// another starts the app once more on the same database and returns its address.
func (p *pair) another() string {
	p.t.Helper()
	port := freePort(p.t)
	other := &pair{running: p.running, port: port, env: append(slices.Clone(p.env), fmt.Sprintf("PORT=%d", port))}
	other.app = fmt.Sprintf("http://127.0.0.1:%d", port)
	other.start()
	p.t.Cleanup(other.kill)
	return other.app
}

// everywhere is one person in many places at once.
type everywhere struct {
	*testing.T
	apps           []string
	token          string
	order, visitor string
}

// storm loads and submits all at once and returns the one code that everybody hears.
func (e everywhere) storm() string {
	e.Helper()
	statuses, codes := map[string]int{}, map[string]int{}
	var mu sync.Mutex
	var group sync.WaitGroup
	start := make(chan struct{})
	for i := range 2 * atOnce {
		group.Go(func() {
			<-start
			request, err := e.load(e.apps[i/2%len(e.apps)])
			if i%2 == 0 {
				request, err = e.submit(e.apps[i/2%len(e.apps)])
			}
			status, code := 0, ""
			if err == nil {
				status, code, err = e.send(request)
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				e.Error(err)
				return
			}
			statuses[fmt.Sprint(request.Method, " ", status)]++
			codes[code]++
		})
	}
	close(start)
	group.Wait()
	require.Equal(e, map[string]int{"GET 200": atOnce, "POST 201": atOnce}, statuses)
	delete(codes, "") // who loads before anybody has answered
	require.Len(e, codes, 1)
	for code, times := range codes {
		require.GreaterOrEqual(e, times, atOnce, "who submits is told, whether she was the first or not")
		return code
	}
	return ""
}

func (e everywhere) load(app string) (*http.Request, error) {
	query := url.Values{"survey": {"for-tenth"}, "surface": {"thank-you"}, "order": {e.order}, "visitor": {e.visitor}}
	return http.NewRequest(http.MethodGet, app+"/storefront/v1/next?"+query.Encode(), nil)
}

func (e everywhere) submit(app string) (*http.Request, error) {
	return http.NewRequest(http.MethodPost, app+answersPath, strings.NewReader(fmt.Sprintf(`{"id":%q,"survey":"for-tenth","version":1,
		"surface":"thank-you","order":%q,"visitor":%q,"locale":"en","shown":[],"answers":{"drinker":"me","cups":"many"},
		"started_at":"2026-01-01T00:00:00Z","complete":true}`, uuid.NewString(), e.order, e.visitor)))
}

func (e everywhere) send(request *http.Request) (status int, code string, err error) {
	request.Header.Set("Authorization", "Bearer "+e.token)
	request.Header.Set("Content-Type", "application/json")
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
