package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest"
)

// kills is how often the process is killed; `make soak` asks for more.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("ASKWELL_KILLS")); err == nil {
		return n
	}
	return 20
}

func TestNothingIsLostOrDoubledByKillsUnderLoadOnSQLite(t *testing.T) {
	killUnderLoad(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"), kills())
}

func TestNothingIsLostOrDoubledByKillsUnderLoadOnPostgres(t *testing.T) {
	killUnderLoad(t, storetest.PostgresURL(t), max(kills()/4, 5))
}

// shopper answers again and again; what she said last is what must stand in the
// end.
type shopper struct {
	email, order, token string
	last                string // her last acknowledged answer
	acknowledged        int
}

// killUnderLoad kills the app at random moments while shoppers answer and
// webhooks arrive doubled and out of order, and counts in the end.
func killUnderLoad(t *testing.T, database string, times int) {
	p := startPair(t, database)
	p.post(p.shop+"/_sandbox/faults", `{"duplicate_webhooks":true,"reorder_webhooks":true}`, 200, nil)
	shoppers := make([]*shopper, 24)
	for i := range shoppers {
		// Every other shopper is not logged in: only her order tells who she is.
		shoppers[i] = p.shopper(fmt.Sprintf("shopper%d@example.com", i), i%2 == 0)
	}
	stop := make(chan struct{})
	var group sync.WaitGroup
	for _, s := range shoppers {
		group.Go(func() { p.answerUntil(stop, s) })
	}
	for range times {
		time.Sleep(time.Duration(30+rand.IntN(400)) * time.Millisecond)
		p.kill()
		p.start()
	}
	close(stop)
	group.Wait()
	p.requireLastAnswers(shoppers)
	p.requireCounts(shoppers)
}

// shopper buys something and holds the token of her thank-you page, which names
// her only when she is logged in.
func (p *pair) shopper(email string, known bool) *shopper {
	p.t.Helper()
	var bought struct{ Order, Customer string }
	p.post(p.shop+"/_sandbox/orders", fmt.Sprintf(`{"customer":%q,"lines":[{"product":"first-light","quantity":1}]}`, email), http.StatusOK, &bought)
	asked := map[string]any{"kind": "checkout", "ttl_s": 3600}
	if known {
		asked["customer"] = email
	}
	body, err := json.Marshal(asked)
	require.NoError(p.t, err)
	var token struct{ Token string }
	p.post(p.shop+"/_sandbox/tokens", string(body), http.StatusOK, &token)
	return &shopper{email: email, order: bought.Order, token: token.Token}
}

var sources = []string{"podcast", "friend", "search", "social"}

// answerUntil posts answers, each until it is acknowledged; every third one is
// posted twice at once.
func (p *pair) answerUntil(stop <-chan struct{}, s *shopper) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		id, source := uuid.NewString(), sources[rand.IntN(len(sources))]
		if source == s.last {
			continue // what is said again is kept once: that is counted elsewhere
		}
		var twin sync.WaitGroup
		if i%3 == 0 {
			twin.Go(func() { p.submit(s, id, source) })
		}
		for !p.submit(s, id, source) {
			time.Sleep(5 * time.Millisecond) // the app is dead just now
		}
		twin.Wait()
		s.last = source
		s.acknowledged++
	}
}

// submit posts one answer and reports whether it was acknowledged.
func (p *pair) submit(s *shopper, id, source string) bool {
	body, _ := json.Marshal(map[string]any{
		"id": id, "survey": "how-did-you-hear", "version": 1, "surface": "thank-you", "order": s.order, "locale": "en",
		"shown": []any{}, "answers": map[string]string{"source": source}, "started_at": time.Now().UTC(), "complete": true,
	})
	request, err := http.NewRequest(http.MethodPost, p.app+"/storefront/v1/responses", bytes.NewReader(body))
	if err != nil {
		return false
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && (response.StatusCode == http.StatusCreated || response.StatusCode == http.StatusOK)
}

// requireLastAnswers waits until the shop shows each shopper's last answer, as
// tag and metafield, and nothing else of ours.
func (p *pair) requireLastAnswers(shoppers []*shopper) {
	p.t.Helper()
	wrong := ""
	require.Eventually(p.t, func() bool {
		state := p.state()
		for _, s := range shoppers {
			c := state.customer(s.email)
			if len(c.Tags) != 1 || c.Tags[0] != "askwell:source:"+s.last || c.Metafields["$app.source"].Value != s.last {
				wrong = fmt.Sprintf("%s said %s last, the shop has %v %v", s.email, s.last, c.Tags, c.Metafields)
				return false
			}
		}
		return true
	}, 2*patience, 200*time.Millisecond, "%s", &wrong)
}

// requireCounts counts: one response for every acknowledged answer, and no
// delivery that waits or was refused. One that was planned before we knew whose
// order it was may have been dropped for its successor.
func (p *pair) requireCounts(shoppers []*shopper) {
	p.t.Helper()
	acknowledged := 0
	for _, s := range shoppers {
		acknowledged += s.acknowledged
	}
	var responses []response
	states := map[string]int{}
	for deadline := time.Now().Add(2 * patience); time.Now().Before(deadline); time.Sleep(300 * time.Millisecond) {
		responses = p.responses()
		clear(states)
		for _, r := range responses {
			for _, d := range r.Deliveries {
				states[d.State+" "+d.Reason]++
			}
		}
		if settled(states) {
			break
		}
	}
	require.True(p.t, settled(states), "%v", states)
	require.Len(p.t, responses, acknowledged, "responses kept for answers acknowledged")
	p.t.Logf("%d answers acknowledged, all written back: %v", acknowledged, states)
}

func settled(states map[string]int) bool {
	for state := range states {
		if strings.HasPrefix(state, "waiting") || strings.HasPrefix(state, "parked") {
			return false
		}
	}
	return true
}
