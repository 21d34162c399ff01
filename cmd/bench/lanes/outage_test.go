package lanes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

const outage = 72 * time.Hour

// drought is how much is said before an outage and in it, and how the clock goes.
type drought struct {
	each          int // people a step
	before, steps int
	spared        int           // one step in so many is made where the tool is not down, too
	quiet         int           // shops beside the busiest
	longer        float64       // how long these wait at most, of what they wait there
	atMost        time.Duration // and beyond that: a busy machine is no failure
}

// A tool of all shops is down for three days while answers keep arriving. Shopify waits for
// them as long as where it is not, side by side; the tool is told once it is back, of
// everybody once and as she spoke last, nobody has to send anything again, and nothing
// piles up meanwhile: not tries, not bells, not memory.
//
// Beside nothing: what a process holds would be the other tests' too.
func TestThreeDaysOfAnOutageCostNobodyElseAnythingAndAreCaughtUp(t *testing.T) {
	of := drought{each: 40, before: 4, steps: 12, spared: 2, quiet: 6, longer: 5, atMost: 5 * time.Second}
	databases := map[string]func(testing.TB) string{"sqlite": storetest.SQLite}
	if *full {
		of = drought{each: 348, before: 6, steps: 72 * 4, spared: 3, quiet: 12, longer: 1.5}
		databases["postgres"] = storetest.Postgres
	}
	table := &report{
		file: "OUTAGE.md",
		head: []string{"database", "people", "Shopify's p95 ÷ without it", "tries", "kept of them", "Redis, MB", "keys", "heap, MB", "resident, MB", "given up", "caught up within"},
		text: "# What three days of an outage cost\n\nWritten by `make soak`: a tool of thirteen shops is down for 72 hours of the clock while people answer, nearly all of them at one shop and some twice, " +
			"and Shopify is told at once. All are served by one process with a Redis, and so are thirteen others whose tool is not down, turn about: what is told of lags is told against theirs. " +
			"What is held was measured at the beginning, in the middle and at the end of the outage, tries are the busiest shop's, and the clock goes a quarter of an hour at a time. " +
			"PostgreSQL gathers no statistics meanwhile and sweeps nothing up, which is harder than it would be anywhere else.",
	}
	for name, database := range databases {
		t.Run(name, func(t *testing.T) {
			url, client := startRedis(t)
			file := database(t)
			w := newTown(t, file, url, of.quiet)
			elsewhere, _ := startRedis(t)
			spared := newTown(t, database(t), elsewhere, of.quiet)
			passes := outage / time.Duration(of.steps)
			for range of.before {
				w.step(t, of.each, passes)
				spared.step(t, of.each, passes)
			}
			require.Zero(t, w.busiest.left(t, app.DeliveryWaiting))

			w.tool.down.Store(true)
			start, before, memory := w.tool.told(w.busiest.id), w.attempts(t, file), []usage{used(t, client)}
			var ill, well []time.Duration
			for n := range of.steps {
				if ill = append(ill, w.step(t, of.each, passes)...); n%of.spared == 0 {
					well = append(well, spared.step(t, of.each, passes)...)
				}
				if n+1 == of.steps/2 || n+1 == of.steps {
					memory = append(memory, used(t, client))
				}
			}
			end := w.tool.told(w.busiest.id)
			tries, kept := end.calls-start.calls, w.attempts(t, file)-before
			slices.Sort(ill)
			slices.Sort(well)
			ratio := float64(p95(ill)) / float64(p95(well))
			t.Logf("%d people: p95 %v, %.2f of %v; %d tries, %d kept, %+v", w.said, p95(ill), ratio, p95(well), tries, kept, memory)
			require.LessOrEqual(t, p95(ill), time.Duration(of.longer*float64(p95(well)))+of.atMost)
			require.LessOrEqual(t, tries, 2*of.steps, "it is not asked for everybody who answers")
			require.LessOrEqual(t, kept, 10*tries+200, "of each, what five people have said, at most twice")
			require.Equal(t, start.people, end.people)
			require.GreaterOrEqual(t, w.here.told(w.busiest.id).people, int(w.said), "Shopify was told of everybody")
			bounded(t, memory)

			w.tool.down.Store(false)
			took := w.catchUp(t)
			require.Less(t, took, 10*time.Minute)
			require.Zero(t, w.busiest.left(t, app.DeliveryParked))
			w.everybodyOnce(t, of)
			t.Logf("caught up in %v", took)
			const mega = 1 << 20
			table.rows = append(table.rows, []string{
				name, fmt.Sprint(of.steps * of.each), fmt.Sprintf("%.2f", ratio), fmt.Sprint(tries), fmt.Sprint(kept),
				course(memory, func(u usage) float64 { return float64(u.redis) / mega }), course(memory, func(u usage) float64 { return float64(u.keys) }),
				course(memory, func(u usage) float64 { return float64(u.heap) / mega }), course(memory, func(u usage) float64 { return float64(u.resident) / mega }),
				"0", took.Round(time.Second).String(),
			})
		})
	}
	t.Cleanup(func() { table.keep(t) })
}

// everybodyOnce finds that each person was told of as she spoke last, and never twice what
// one word would have done.
func (w *town) everybodyOnce(t *testing.T, of drought) {
	t.Helper()
	holds := w.tool.told(w.busiest.id).holds
	require.Len(t, holds, int(w.said))
	for i := range int(w.said) {
		want := held{said: `"podcast"`, times: 1}
		if i%of.each%10 == 0 && i < int(w.said)-of.each {
			want.said = `"friend"`
			if i < of.before*of.each { // she was told of before she changed her mind
				want.times = 2
			}
		}
		require.Equal(t, want, holds[app.CustomerID(i+1)], i)
	}
}

// attempts counts what is kept of the busiest shop's tries at the tool.
func (w *town) attempts(t *testing.T, database string) int {
	return storetest.Count(t, database, fmt.Sprintf(`SELECT COUNT(*) FROM attempts a JOIN deliveries d ON d.shop_id = a.shop_id AND d.id = a.delivery_id
		WHERE a.shop_id = '%s' AND d.destination_id = '%s'`, w.busiest.id, tool))
}

// bounded finds that nothing grew with what waits.
func bounded(t *testing.T, memory []usage) {
	t.Helper()
	first, last := memory[0], memory[len(memory)-1]
	require.LessOrEqual(t, last.redis, first.redis+1<<20)
	require.LessOrEqual(t, last.keys, first.keys+50)
	require.LessOrEqual(t, last.heap, first.heap+32<<20)
	require.LessOrEqual(t, last.resident, first.resident+256<<20)
}

// course is how a number went.
func course(memory []usage, of func(usage) float64) string {
	var list []string
	for _, one := range memory {
		list = append(list, strings.TrimSuffix(fmt.Sprintf("%.1f", of(one)), ".0"))
	}
	return strings.Join(list, " · ")
}
