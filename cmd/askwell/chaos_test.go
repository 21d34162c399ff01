package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest/postgres"
)

var (
	chaosSchedules = flag.Int("chaos.schedules", 0, "how many schedules TestChaos runs, in epochs of "+strconv.Itoa(crowd))
	chaosSeed      = flag.Uint64("chaos.seed", 0, "the seed of the first epoch; those after it count on from there. 0: another every time")
	chaosWithout   = flag.String("chaos.without", "", "kinds of faults that are left out, to find the one it takes: clock,kill,…")
	chaosFor       = flag.Duration("chaos.for", 0, "run epochs for so long, however many there are")
)

// enough is how many schedules meet every kind of fault, and abreast how many epochs are
// lived at once.
const (
	enough   = 500
	abreast  = 2
	mostTold = 100 << 10 // bytes of what the processes said last
)

// epochToLive is one that is still to be lived.
type epochToLive struct {
	seed      uint64
	schedules int
}

// Planned is all that a seed decides: who says what and when, and what goes wrong when.
// How processes, a database and a network then meet it is theirs, so that a seed which
// failed fails again often, not always.
func TestChaos(t *testing.T) {
	if *chaosSchedules == 0 && *chaosFor == 0 {
		t.Skip("SKIPPED: no schedules are asked for (make chaos does)")
	}
	seed := *chaosSeed
	if seed == 0 {
		seed = rand.Uint64N(1 << 32)
	}
	met, begun := &tally{met: map[faultKind]int{}}, time.Now()
	// Worlds wait more than they work.
	next, lived := make(chan epochToLive), 0
	var group sync.WaitGroup
	for range abreast {
		database, err := postgres.Start(t.Context(), postgres.Options{})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, database.Stop()) })
		group.Go(func() {
			for one := range next {
				t.Run(fmt.Sprint("seed ", one.seed), func(t *testing.T) { epochOf(t, database, met, one.seed, one.schedules) })
			}
		})
	}
	for lived < *chaosSchedules || time.Since(begun) < *chaosFor {
		n := crowd
		if *chaosFor == 0 {
			n = min(crowd, *chaosSchedules-lived)
		}
		next <- epochToLive{seed, n}
		lived, seed = lived+n, seed+1
	}
	close(next)
	group.Wait()
	t.Logf("chaos: %d schedules in %s; met %v", lived, time.Since(begun), met.met)
	if lacks := met.lacks(); lived >= enough && len(lacks) > 0 {
		t.Errorf("chaos: in %d schedules nobody met %v", lived, lacks)
	}
}

// epochOf lives through the plan of a seed and says what is wrong in the end.
func epochOf(t *testing.T, database *postgres.Server, met *tally, seed uint64, n int) {
	begun := time.Now()
	e := newEpoch(t, database, met, planOf(seed, n))
	ready := time.Since(begun)
	shoppers := make([]*lone, len(e.plan.schedules))
	bad := &nemesis{epoch: e, weather: map[faultKind]int{}, trouble: map[string]map[faultKind]int{}}
	var group sync.WaitGroup
	group.Go(bad.run)
	for i, s := range e.plan.schedules {
		shoppers[i] = &lone{epoch: e, schedule: s}
		group.Go(shoppers[i].live)
	}
	group.Wait()
	over := time.Since(begun)
	require.Empty(t, bad.errs)
	var wrong []string
	for _, s := range shoppers {
		if s.err != nil {
			wrong = append(wrong, fmt.Sprintf("schedule %d: %s", s.number, s.err))
		}
	}
	if len(wrong) == 0 {
		wrong = e.settle(shoppers)
	}
	for _, b := range e.backs {
		wrong = append(wrong, b.problems()...)
	}
	t.Logf("chaos: epoch seed %d: %d schedules, %d faults; ready after %s, over after %s, at rest after %s",
		seed, n, len(e.plan.faults), ready, over, time.Since(begun))
	if len(wrong) > 0 {
		e.report(shoppers, wrong)
	}
}

// report says what is wrong, and what there is to find out why.
func (e *epoch) report(shoppers []*lone, wrong []string) {
	e.t.Errorf("chaos: epoch seed %d, %s\n\nagain: go test ./cmd/askwell -run TestChaos -chaos.schedules=%d -chaos.seed=%d",
		e.plan.seed, strings.Join(wrong, "\n\t"), len(shoppers), e.plan.seed)
	for _, f := range e.plan.faults {
		e.t.Log("fault", f)
	}
	for _, l := range shoppers {
		named := func(line string) bool { return strings.Contains(line, fmt.Sprintf("schedule %d:", l.number)) }
		if !slices.ContainsFunc(wrong, named) {
			continue
		}
		for _, u := range l.said {
			e.t.Log("schedule", l.number, u.kind, u.answers, u.id, e.keptAs(u.id))
		}
	}
	told := e.output.String()
	e.t.Log(told[max(0, len(told)-mostTold):])
}
