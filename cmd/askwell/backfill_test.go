package main

import (
	"flag"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// full has the crowd written, too: a minute and a half of a machine's work.
var full = flag.Bool("full", false, "also what takes minutes")

const demoShop app.ShopID = "demo-shop.myshopify.com"

// unwritten asks one thing, whose answers go nowhere.
const unwritten = `{"handle": "wick", "title": "Wick", "languages": ["en"], "placements": ["theme"], "questions": [
	{"key": "wick", "type": "single_choice", "prompt": {"en": "Which wick?"}, "why": {"en": "To know"}, "get": {"en": "Better ones"}, "use": {"en": "To sort"},
	 "options": [{"key": "cotton", "label": {"en": "Cotton"}}, {"key": "wood", "label": {"en": "Wood"}}]}]}`

// said has all customers of a shop answer a survey, straight into the app's database: it is
// the writing back that is looked at.
func (r *running) said(database, handle, question, value string) (people int) {
	r.t.Helper()
	s, err := store.Open(r.t.Context(), store.Config{URL: database, Keys: storetest.Keys(r.t)})
	require.NoError(r.t, err)
	defer s.Close()
	survey, err := s.SurveyByHandle(r.t.Context(), demoShop, handle)
	require.NoError(r.t, err)
	var group sync.WaitGroup
	all := r.state().Customers
	for part := range slices.Chunk(all, len(all)/16+1) { // those of one moment share a commit
		group.Go(func() {
			for _, c := range part {
				id, err := app.ParseCustomerID(c.ID)
				if err == nil {
					_, err = s.RecordResponse(r.t.Context(), demoShop, store.Submitted{Customer: id, Response: app.Response{
						ID: app.ResponseID(uuid.NewString()), Survey: survey.ID, Version: survey.Version, Surface: app.SurfaceTheme, Locale: "en", SubmittedAt: time.Now(),
						Answers: []app.Answer{{Question: question, Value: app.Value{Kind: app.KindChoice, JSON: []byte(`"` + value + `"`)}}},
					}})
				}
				if err != nil {
					r.t.Error(err)
				}
			}
		})
	}
	group.Wait()
	return len(all)
}

// remapped publishes a survey whose answers are written from now on, and says what that
// comes to.
func (r *running) remapped(handle string) (id string, of forecast) {
	r.t.Helper()
	id, revision := r.draft(handle, `{"en":"Wood"}}]`, `{"en":"Wood"}}],"mapping":{"metafield":true,"tag":true}`)
	var foreseen struct{ Destinations []forecast }
	r.merchant("GET", "/surveys/"+id+"/effect", nil, http.StatusOK, &foreseen)
	require.Len(r.t, foreseen.Destinations, 1)
	r.merchant("POST", "/surveys/"+id+"/publish", map[string]any{"revision": revision}, http.StatusOK, nil)
	return id, foreseen.Destinations[0]
}

// everybody has what she said, and what she had before.
func (r *running) everybody(people int) {
	r.t.Helper()
	all := r.state().Customers
	require.Len(r.t, all, people)
	for _, c := range all {
		if c.Metafields["$app.wick"].Value != "cotton" || !slices.Contains(c.Tags, "askwell:wick:cotton") {
			require.Fail(r.t, "not written", "%+v", c)
		}
	}
	require.Contains(r.t, r.state().customer("ada@example.com").Tags, "vip")
}

func TestTwoThousandPeopleAreWrittenInAFewJobs(t *testing.T) {
	t.Parallel()
	if !*full {
		t.Skip("SKIPPED: it takes a minute; make soak asks for it")
	}
	folder := t.TempDir()
	shop := startSandbox(t, "--data", folder, "--customers", "2000")
	shop.asks(unwritten)
	people := shop.said("sqlite:"+filepath.Join(folder, "askwell.db"), "wick", "wick", "cotton")
	require.GreaterOrEqual(t, people, 2000)
	id, foreseen := shop.remapped("wick")
	before := len(shop.state().Calls)
	shop.runs(map[string]any{"destination": "shopify", "kind": "backfill", "survey": id})
	shop.everybody(people)
	if !foreseen.Effect.CutShort { // it is given five seconds
		require.Equal(t, []int{people, people, 0, people, 0}, numbers(foreseen.Effect))
	}
	calls := len(shop.state().Calls) - before
	t.Logf("%d people, %d calls", people, calls)
	require.Less(t, calls, people/5, "most of them ask how far the jobs are")
}

// A run goes on where it was, whenever the process dies: nobody is left out, and nobody is
// planned twice.
func TestARunOutlivesKills(t *testing.T) {
	t.Parallel()
	database := "sqlite:" + filepath.Join(t.TempDir(), "askwell.db")
	p := startPair(t, database)
	var group sync.WaitGroup
	for part := range 4 {
		group.Go(func() {
			for i := range 50 { // with those who are there, two pages
				p.orders(fmt.Sprintf("k%d-%d@example.com", part, i), `,"lines":[{"product":"first-light","quantity":1}]`, http.StatusOK)
			}
		})
	}
	group.Wait()
	p.asks(unwritten)
	people := p.said(database, "wick", "wick", "cotton")
	id, _ := p.remapped("wick")
	var run struct {
		ID, State            string
		Total, Planned, Done int
	}
	p.merchant("POST", "/runs", map[string]any{"destination": "shopify", "kind": "backfill", "survey": id}, http.StatusCreated, &run)
	for wait := range 5 {
		time.Sleep(time.Duration(wait*40) * time.Millisecond)
		p.kill()
		p.start()
	}
	require.Eventually(t, func() bool {
		p.merchant("GET", "/runs/"+run.ID, nil, http.StatusOK, &run)
		return run.State == "done"
	}, 2*patience, 100*time.Millisecond)
	require.Equal(t, []int{people, people, people}, []int{run.Total, run.Planned, run.Done})
	p.everybody(people)
}
