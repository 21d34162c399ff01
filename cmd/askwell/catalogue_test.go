package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest"
)

// brands asks which of the shop's vendors a shopper likes.
const brands = `{"handle": "brands", "title": "Brands", "languages": ["en", "sv"], "placements": ["thank-you"], "questions": [
	{"key": "brands", "type": "multiple_choice", "prompt": {"en": "Which brands do you like?", "sv": "Vilka märken gillar du?"},
	 "why": {"en": "To show you theirs", "sv": "För att visa deras"}, "get": {"en": "Theirs first", "sv": "Deras först"}, "use": {"en": "To sort", "sv": "För att sortera"},
	 "options": [{"key": "none", "label": {"en": "None", "sv": "Inget"}, "pinned": true}], "source": {"from": "vendors"}, "mapping": {"metafield": true}}]}`

// offered are the options of the brands question as the shop's blocks read them.
func (p *pair) offered() (keys []string) {
	p.t.Helper()
	var state struct {
		Shops []struct{ Metafields map[string]metafield }
	}
	p.get(p.shop+"/_sandbox/state?shop=demo-shop.myshopify.com", &state)
	var published struct {
		Surveys []struct {
			Handle    string
			Questions []struct{ Options []struct{ Key string } }
		}
	}
	if json.Unmarshal([]byte(state.Shops[0].Metafields["$app.surveys"].Value), &published) != nil {
		return nil
	}
	for _, s := range published.Surveys {
		if s.Handle == "brands" {
			for _, o := range s.Questions[0].Options {
				keys = append(keys, o.Key)
			}
		}
	}
	return keys
}

// offers waits until the shop's blocks offer an option, or do not any more.
func (p *pair) offers(key string, offered bool) {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		keys := p.offered()
		return len(keys) > 0 && slices.Contains(keys, key) == offered
	}, 2*patience, 50*time.Millisecond, "%s: %v, and not %v", key, p.offered(), offered)
}

func (p *pair) publishBrands() {
	p.t.Helper()
	var made struct {
		ID       string
		Revision int
		Drawn    map[string][]struct{ Key string }
		Warnings []struct{ Field, Code string }
	}
	p.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil, `{"document":%s}`, brands), http.StatusCreated, &made)
	p.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", fmt.Appendf(nil, `{"revision":%d}`, made.Revision), http.StatusOK, &made)
	require.Greater(p.t, len(made.Drawn["brands"]), 1)
}

func (p *pair) product(body string) {
	p.t.Helper()
	p.post(p.shop+"/_sandbox/products", body, http.StatusOK, nil)
}

func TestANewVendorAppearsWithNoEdit(t *testing.T) {
	t.Parallel()
	p := startPair(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	p.publishBrands()
	p.offers("none", true)
	require.NotContains(t, p.offered(), "north_wind_cups")

	added := time.Now()
	p.product(`{"title": "A cup for two", "vendor": "North Wind Cups"}`)
	p.offers("north_wind_cups", true)
	t.Logf("the new vendor was published %s after it came", time.Since(added))

	// Ada has the page of before while the vendor is renamed.
	p.product(`{"handle": "a-cup-for-two", "vendor": "South Wind Cups"}`)
	p.offers("south_wind_cups", true)
	p.offers("north_wind_cups", false)
	ada := p.shopper("ada@example.com", true)
	body := fmt.Sprintf(`{"id":%q,"survey":"brands","version":1,"surface":"thank-you","order":%q,"locale":"sv",
		"shown":[{"question":"brands","options":["none","north_wind_cups"]}],"answers":{"brands":["north_wind_cups"]},
		"started_at":"2026-01-01T00:00:00Z","complete":true}`, uuid.NewString(), ada.order)
	require.Equal(t, http.StatusCreated, p.status(answersPath, body, "Authorization", "Bearer "+ada.token), p.lastBody)
	require.Eventually(t, func() bool {
		return p.state().customer(ada.email).Metafields["$app.brands"].Value == `["north_wind_cups"]`
	}, patience, 50*time.Millisecond)
	require.Equal(t, []string{"North Wind Cups"}, p.responses()[0].Answers[0].Values)
}

func TestKillsLoseNoNewsOfTheCatalogueOnSQLite(t *testing.T) {
	killDrawing(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
}

func TestKillsLoseNoNewsOfTheCatalogueOnPostgres(t *testing.T) {
	killDrawing(t, storetest.PostgresURL(t))
}

// killDrawing kills the app while vendors come one after the other.
func killDrawing(t *testing.T, database string) {
	p := startPair(t, database)
	p.post(p.shop+"/_sandbox/faults", `{"duplicate_webhooks":true,"reorder_webhooks":true}`, http.StatusOK, nil)
	p.publishBrands()
	const times = 4
	for i := range times {
		p.product(fmt.Sprintf(`{"title": "Thing %d", "vendor": "Vendor %d"}`, i, i))
		time.Sleep(time.Duration(i) * 700 * time.Millisecond)
		p.kill()
		p.start()
	}
	for i := range times {
		require.Eventually(t, func() bool { return slices.Contains(p.offered(), fmt.Sprintf("vendor_%d", i)) },
			4*patience, 100*time.Millisecond, "vendor %d was lost", i)
	}
}
