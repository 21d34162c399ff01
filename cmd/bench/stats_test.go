package main

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestASpreadIsTheMedianAndBothEnds(t *testing.T) {
	t.Parallel()
	require.Equal(t, spread{}, spreadOf(nil))
	require.Equal(t, spread{2, 2, 2}, spreadOf([]float64{2}))
	require.Equal(t, spread{3, 1, 9}, spreadOf([]float64{9, 1, 3}))
	require.Equal(t, spread{2.5, 1, 9}, spreadOf([]float64{9, 1, 3, 2}))
	require.Equal(t, "2.50 (1.00–9.00)", spreadOf([]float64{9, 1, 3, 2}).String())
}

func TestARoundsRatiosFavourTheLeanerAndTheFaster(t *testing.T) {
	t.Parallel()
	p := pair{
		floor: sample{requests: 1000, wall: time.Second, cpu: 100 * time.Millisecond},
		ours:  sample{requests: 500, wall: time.Second, cpu: 100 * time.Millisecond},
	}
	require.InDelta(t, 0.5, p.cpuRatio(), 1e-9)
	require.InDelta(t, 0.5, p.rateRatio(), 1e-9)
}

func TestForeignWorkIsWhatNeitherTheSubjectNorTheLoaderDid(t *testing.T) {
	t.Parallel()
	at := time.Now()
	before := meter{at: at, requests: 10}
	after := meter{at: at.Add(time.Second), requests: 30, subject: 2 * time.Second, here: time.Second, machine: 3 * time.Second}
	require.Equal(t, sample{requests: 20, wall: time.Second, cpu: 2 * time.Second}, after.since(before))
	after.machine += time.Second
	require.Positive(t, after.since(before).foreign)
}

func TestTheTableSaysWhatIsMissedAndWhatIsNotComparable(t *testing.T) {
	t.Parallel()
	half := pair{
		floor: sample{requests: 10, wall: time.Second, cpu: time.Second},
		ours:  sample{requests: 10, wall: time.Second, cpu: 2 * time.Second},
	}
	contests := []*contest{
		{engine: engine{name: "sqlite"}, work: workload{name: "webhook", budget: 0.7}, pairs: []pair{half}},
		{engine: engine{name: "sqlite"}, work: workload{name: "answer", budget: 0.4}, pairs: []pair{half}},
		{engine: engine{name: "postgres"}, work: workload{name: "answer", budget: 0.4}, incomparable: errors.New("lost a row")},
	}
	text := (&bench{}).results(contests)
	require.Contains(t, text, "| webhook | sqlite | 0.50 (0.50–0.50) | ≥ 0.7 | missed | 1.00 (1.00–1.00) |")
	require.Contains(t, text, "| answer | sqlite | 0.50 (0.50–0.50) | ≥ 0.4 | met | 1.00 (1.00–1.00) |")
	require.Contains(t, text, "| answer | postgres | not comparable |")
}
