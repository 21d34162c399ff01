package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest"
)

// deed is a run of deliveries as the API tells it.
type deed struct {
	ID, State            string
	Total, Planned, Done int
	CameTo               struct{ People, Places int } `json:"came_to"`
}

// crowded is a pair whose shop was told of a crowd, and what it held before.
func crowded(t *testing.T, database string, people int) (p *pair, before map[string]string) {
	t.Helper()
	p = startPair(t, database)
	var group sync.WaitGroup
	for part := range 4 {
		group.Go(func() {
			for i := range people / 4 {
				p.orders(fmt.Sprintf("u%d-%d@example.com", part, i), `,"lines":[{"product":"first-light","quantity":1}]`, http.StatusOK)
			}
		})
	}
	group.Wait()
	p.asks(unwritten)
	all := p.said(database, "wick", "wick", "cotton")
	before = p.places()
	id, _ := p.remapped("wick")
	p.runs(map[string]any{"destination": "shopify", "kind": "backfill", "survey": id})
	p.everybody(all)
	return p, before
}

// ends waits until a run is over.
func (r *running) ends(id string) (run deed) {
	r.t.Helper()
	require.Eventually(r.t, func() bool {
		r.merchant("GET", "/runs/"+id, nil, http.StatusOK, &run)
		return run.State == "done" || run.State == "cancelled"
	}, 2*patience, 100*time.Millisecond)
	return run
}

// A run that takes everything back goes on where it was, whenever the process dies: the
// shop ends as it was before us.
func TestARunOfUndosOutlivesKills(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "askwell.db") },
		"postgres": func(t *testing.T) string { return storetest.PostgresURL(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, before := crowded(t, database(t), 240)
			var begun struct{ Run deed }
			p.merchant("POST", "/deliveries/undo", map[string]any{"destination": "shopify"}, http.StatusAccepted, &begun)
			for wait := range 5 {
				time.Sleep(time.Duration(wait*40) * time.Millisecond)
				p.kill()
				p.start()
			}
			run := p.ends(begun.Run.ID)
			require.Equal(t, "done", run.State)
			require.Equal(t, []int{run.Total, run.Total}, []int{run.Planned, run.Done})
			require.Equal(t, before, p.places())
			require.Contains(t, p.state().customer("ada@example.com").Tags, "vip")
		})
	}
}

// command runs the binary's deliveries command beside the app, until it ends.
func (p *pair) command(ctx context.Context, args ...string) (out string, code int) {
	p.t.Helper()
	env := func(name string) string {
		for _, one := range p.env {
			if value, is := strings.CutPrefix(one, name+"="); is {
				return value
			}
		}
		return ""
	}
	var text bytes.Buffer
	code = execute(ctx, append([]string{"deliveries"}, args...), env, &text)
	return text.String(), code
}

func TestTheCommandWaitsForWhatItBegan(t *testing.T) {
	t.Parallel()
	p, before := crowded(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"), 40)
	out, code := p.command(t.Context(), "undo", "--shop", string(demoShop), "--all", "--dry-run")
	require.Zero(t, code, out)
	require.Contains(t, out, "would be restored")
	require.NotEqual(t, before, p.places(), "nothing was changed")

	out, code = p.command(t.Context(), "undo", "--shop", string(demoShop), "--all")
	require.Zero(t, code, out)
	require.Regexp(t, `(?s)^run [0-9a-f-]{36} begun\n.*done: (\d+) of (\d+) deliveries\n\d+ deliveries: \d+ places of \d+ people are restored\n$`, out)
	require.Equal(t, before, p.places(), "it waited until it was so")

	p.kill()
	out, code = p.command(t.Context(), "replay", "--shop", string(demoShop), "--destination", "shopify", "--detach")
	require.Zero(t, code, out)
	id := strings.TrimSuffix(strings.TrimPrefix(out, "run "), " begun\n")
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	out, code = p.command(ctx, "undo", "--shop", string(demoShop), "--all")
	require.NotZero(t, code)
	require.Contains(t, out, "another run is on its way there: wait for it, or cancel it")
	p.start()
	require.Equal(t, "done", p.ends(id).State)
	p.everybody(len(p.state().Customers))
}
