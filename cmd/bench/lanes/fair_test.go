package lanes_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// p95 is what 95 of a hundred are within.
func p95[T any](sorted []T) T { return sorted[len(sorted)*95/100] }

// One shop's hundred thousand waiting deliveries hardly keep a thousand others, with one
// each, waiting. A small run counts what went before them, with one worker, who shows it
// best; how long they wait is for an idle machine to say.
func TestACrowdedShopHardlyKeepsOthersWaiting(t *testing.T) {
	t.Parallel()
	of := traffic{crowd: 1500, quiet: 30, rounds: 1, workers: 1, slice: 50 * time.Millisecond}
	if *full {
		of = traffic{crowd: 100_000, quiet: 1000, rounds: 7}
	}
	table := &report{
		file: "FAIR.md",
		head: []string{"database", "quiet shops' p95, beside it ÷ without it", "its batches before theirs", "told of its crowd meanwhile"},
		text: "# What a crowded shop costs the others\n\nWritten by `make bench-fair`: a thousand shops with one delivery each are drained by one process, 64 lanes at once, " +
			"without and beside a shop that has 100,000 waiting, in turn. Each number is the median of seven rounds, least and most in brackets; a destination is 20 ms away and takes 50 people a call.",
	}
	for name, open := range deployments {
		t.Run(name, func(t *testing.T) {
			if !*full {
				t.Parallel()
			}
			database, queue, _ := open(t)
			var ratios []float64
			var before, told []int
			w := newStreet(t, database, queue, of)
			w.gather(t, of.crowd)
			for n := range of.rounds {
				without, beside := w.pair(t, n%2 == 0)
				ratios = append(ratios, float64(p95(beside.lags))/float64(p95(without.lags)))
				before, told = append(before, p95(beside.overtaken)), append(told, beside.told)
				// A small crowd has thirty batches, a slice holds two, and few of them come in between.
				require.LessOrEqual(t, before[n], max(9, of.quiet/20))
				require.NotZero(t, beside.left, "the noisy shop was at it all the time")
				t.Logf("p95 %v without, %v beside: %.2f; %d batches before, %d told of", p95(without.lags), p95(beside.lags), ratios[n], before[n], told[n])
			}
			if !*full {
				return
			}
			require.LessOrEqual(t, median(ratios), 2.0)
			table.rows = append(table.rows, []string{name, spread("%.2f", ratios), spread("%d", before), spread("%d", told)})
		})
	}
	t.Cleanup(func() { table.keep(t) })
}

// spread is the median, and the least and the most.
func spread[T cmp.Ordered](format string, list []T) string {
	return fmt.Sprintf(format+" ("+format+"–"+format+")", median(list), slices.Min(list), slices.Max(list))
}

func median[T cmp.Ordered](list []T) T { return slices.Sorted(slices.Values(list))[len(list)/2] }
