package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const demo app.ShopID = sandbox.DemoShop

// rewarded is a pair whose register a test can read, too.
type rewarded struct {
	*pair
	store *store.Store
}

func startRewarded(t *testing.T, database string) *rewarded {
	t.Helper()
	p := &rewarded{pair: startPair(t, database)}
	c, err := loadConfig(p.set)
	require.NoError(t, err)
	p.store, err = store.Open(t.Context(), store.Config{URL: database, Keys: c.Keys})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.store.Close()) })
	return p
}

// set is the app's environment.
func (p *rewarded) set(name string) string {
	for _, one := range slices.Backward(p.env) { // the last one counts
		if value, ok := strings.CutPrefix(one, name+"="); ok {
			return value
		}
	}
	return ""
}

// rule makes a rule and waits until its pool holds so many codes.
func (p *rewarded) rule(rule app.RewardRule, codes int) {
	p.t.Helper()
	rule.Title = "Thanks: " + rule.Handle
	keeper := reward.Keeper{Store: p.store, Ring: func(context.Context, app.ShopID, string) {}, Now: time.Now}
	require.NoError(p.t, keeper.Create(p.t.Context(), demo, rule))
	var state app.RewardState
	require.Eventually(p.t, func() bool {
		var err error
		state, err = p.store.Reward(p.t.Context(), demo, rule.Handle)
		return err == nil && state.Free >= codes
	}, patience, 50*time.Millisecond, "%+v", &state)
}

// survey publishes a survey of two questions with a reward.
func (p *rewarded) survey(handle string) {
	p.t.Helper()
	document := fmt.Sprintf(`{"handle": %q, "title": "Two things", "languages": ["en"], "placements": ["thank-you"], "reward": %q, "questions": [
		{"key": "drinker", "type": "single_choice", "prompt": {"en": "Who will drink it?"}, "why": {"en": "To roast for her."}, "get": {"en": "A discount."}, "use": {"en": "We plan by it."},
		 "options": [{"key": "me", "label": {"en": "I will"}}, {"key": "friend", "label": {"en": "A friend"}}]},
		{"key": "cups", "type": "text", "why": {"en": "To roast for her."}, "get": {"en": "A discount."}, "use": {"en": "We plan by it."}, "prompt": {"en": "How many cups a day?"}}]}`, "for-"+handle, handle)
	var made struct {
		ID       string
		Revision int
	}
	p.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil, `{"document":%s}`, document), http.StatusCreated, &made)
	p.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", fmt.Appendf(nil, `{"revision":%d}`, made.Revision), http.StatusOK, nil)
}

// told is what a shopper hears when she has answered.
type told struct {
	Remaining int
	Reward    struct{ Code string }
}

// tell posts answers; false when the app is not there to hear them.
func (p *rewarded) tell(s *shopper, handle, id, answers string) (heard told, ok bool) {
	body := fmt.Sprintf(`{"id":%q,"survey":%q,"version":1,"surface":"thank-you","order":%q,"locale":"en","shown":[],
		"answers":%s,"started_at":"2026-01-01T00:00:00Z","complete":true}`, id, "for-"+handle, s.order, answers)
	request, err := http.NewRequest(http.MethodPost, p.app+answersPath, strings.NewReader(body))
	if err != nil {
		return told{}, false
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return told{}, false
	}
	defer response.Body.Close()
	taken := response.StatusCode == http.StatusCreated || response.StatusCode == http.StatusOK
	return heard, json.NewDecoder(response.Body).Decode(&heard) == nil && taken
}

func (p *rewarded) buy(code string, status int) {
	p.t.Helper()
	p.post(p.shop+"/_sandbox/orders", fmt.Sprintf(`{"customer":null,"lines":[{"product":"first-light","quantity":2}],"discount_code":%q}`, code), status, nil)
}

func TestACodeIsIssuedExactlyAtZeroAndCountsOnce(t *testing.T) {
	t.Parallel()
	p := startRewarded(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	for _, rule := range []app.RewardRule{
		{Handle: "tenth", Kind: app.RewardPercentage, Value: "10", Prefix: "TEN"},
		{Handle: "five", Kind: app.RewardAmount, Value: "5.00", Currency: "EUR", MostMoney: "50"},
		{Handle: "shipping", Kind: app.RewardFreeShipping, EndsAt: time.Now().Add(time.Hour), ValidDays: 30},
		{Handle: "gift", Kind: app.RewardGift, Product: "first-light", MostCodes: 2},
	} {
		t.Run(string(rule.Kind), func(t *testing.T) {
			p := &rewarded{pair: &pair{running: p.running}, store: p.store}
			p.t = t
			p.rule(rule, 2)
			p.survey(rule.Handle)
			ada := p.shopper("ada@example.com", true)
			phone := p.shopper("ada@example.com", true)
			first, ok := p.tell(ada, rule.Handle, uuid.NewString(), `{"drinker":"me"}`)
			require.True(t, ok)
			if rule.Handle == "tenth" { // the others ask what she has said by then
				require.Equal(t, told{Remaining: 1}, first)
			}
			last, ok := p.tell(phone, rule.Handle, uuid.NewString(), `{"cups":"many"}`)
			require.True(t, ok)
			require.Zero(t, last.Remaining)
			require.NotEmpty(t, last.Reward.Code)
			p.buy(last.Reward.Code, http.StatusOK)
			p.buy(last.Reward.Code, http.StatusUnprocessableEntity)

			guest := p.shopper("zofia@example.com", false)
			heard, ok := p.tell(guest, rule.Handle, uuid.NewString(), `{"drinker":"me","cups":"few"}`)
			require.True(t, ok)
			require.NotEqual(t, last.Reward.Code, heard.Reward.Code)
			p.buy(heard.Reward.Code, http.StatusOK)
		})
	}
}

func TestASurveyCannotPromiseWhatNobodyGives(t *testing.T) {
	t.Parallel()
	p := startRewarded(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	var made struct{ ID string }
	p.asMerchant(http.MethodPost, "/api/v1/surveys", []byte(`{"document":{"handle":"a","title":"A","languages":["en"],"placements":[],"reward":"nothing",
		"questions":[{"key":"wish","type":"text","prompt":{"en":"What?"}}]}}`), http.StatusCreated, &made)
	p.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", []byte(`{"revision":1}`), http.StatusUnprocessableEntity, nil)
}

func TestDoctorAndMetricsTellOfPromisesThatAreLate(t *testing.T) {
	t.Parallel()
	database := "sqlite:" + filepath.Join(t.TempDir(), "askwell.db")
	p := startRewarded(t, database)
	doctor := func() (int, string) {
		var out bytes.Buffer
		code := execute(t.Context(), []string{"doctor"}, p.set, &out)
		return code, out.String()
	}
	code, text := doctor()
	require.Zero(t, code, text)
	require.Contains(t, text, "✓ promised rewards")

	// A gift that is not in the catalogue can never be given.
	p.rule(app.RewardRule{Handle: "gift", Kind: app.RewardGift, Product: "no-such-thing"}, 0)
	_, err := p.store.RecordResponse(t.Context(), demo, store.Submitted{
		Customer: 7, Earns: store.Earning{Reward: "gift"},
		Response: app.Response{ID: app.ResponseID(uuid.NewString()), Survey: "s", Surface: app.SurfaceTheme, SubmittedAt: time.Now().Add(-2 * time.Minute)},
	})
	require.NoError(t, err)
	code, text = doctor()
	require.NotZero(t, code)
	require.Contains(t, text, "✗ promised rewards: unavailable: 1 promises wait for a code")
	require.Contains(t, text, "reward gift of "+string(demo))
	response, err := http.Get(p.app + "/metrics")
	require.NoError(t, err)
	defer response.Body.Close()
	var metrics bytes.Buffer
	_, err = metrics.ReadFrom(response.Body)
	require.NoError(t, err)
	require.Contains(t, metrics.String(), "askwell_promises_overdue 1\n")
	require.Eventually(t, func() bool {
		state, err := p.store.Reward(t.Context(), demo, "gift")
		return err == nil && state.Problem == `the shop has no product "no-such-thing" to give`
	}, patience, 50*time.Millisecond)
}

func TestKillsNeitherLoseNorDoubleARewardOnSQLite(t *testing.T) {
	killRewarded(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
}

func TestKillsNeitherLoseNorDoubleARewardOnPostgres(t *testing.T) {
	killRewarded(t, storetest.PostgresURL(t))
}

// killRewarded kills the app while its pool is filled and shoppers earn from it.
func killRewarded(t *testing.T, database string) {
	p := startRewarded(t, database)
	p.rule(app.RewardRule{Handle: "tenth", Kind: app.RewardPercentage, Value: "10"}, 0)
	p.survey("tenth")
	const people = 24
	shoppers, heard := make([]*shopper, people), make([]told, people)
	for i := range shoppers {
		shoppers[i] = p.shopper(fmt.Sprintf("shopper%d@example.com", i), true)
	}
	var group sync.WaitGroup
	for i, s := range shoppers {
		group.Go(func() {
			time.Sleep(time.Duration(i) * 100 * time.Millisecond)
			for range 2 { // from two devices, each until it is heard
				id := uuid.NewString()
				for {
					said, ok := p.tell(s, "tenth", id, `{"drinker":"me","cups":"many"}`)
					if ok {
						heard[i] = said
						break
					}
					time.Sleep(5 * time.Millisecond)
				}
			}
		})
	}
	for range max(kills()/4, 4) {
		time.Sleep(500 * time.Millisecond)
		p.kill()
		p.start()
	}
	group.Wait()
	var state app.RewardState
	require.Eventually(t, func() bool {
		var err error
		state, err = p.store.Reward(t.Context(), demo, "tenth")
		return err == nil && state.Promised == people && state.Owed() == 0
	}, 2*patience, 100*time.Millisecond, "%+v", &state)
	seen := map[string]bool{}
	for i, s := range shoppers {
		customer, err := app.ParseCustomerID(p.state().customer(s.email).ID)
		require.NoError(t, err)
		list, err := p.store.Promises(t.Context(), demo, store.Whom{Customer: customer})
		require.NoError(t, err)
		require.Len(t, list, 1, s.email)
		require.False(t, seen[list[0].Code])
		seen[list[0].Code] = true
		if heard[i].Reward.Code != "" {
			require.Equal(t, list[0].Code, heard[i].Reward.Code)
		}
		p.buy(list[0].Code, http.StatusOK)
		p.buy(list[0].Code, http.StatusUnprocessableEntity)
	}
}
