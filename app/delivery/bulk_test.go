package delivery_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/integrations"
)

// vendor is the world's destination with bulk jobs that do their work when the test says
// so, and may die, refuse or forget.
type vendor struct {
	*world
	mu         sync.Mutex
	jobs       map[string][]integrations.Change
	over       bool // the jobs get done
	forgets    bool // and are not known any more
	full       bool // no more are taken
	afterBegin func()
}

func (v *vendor) Spec() integrations.Spec {
	spec := v.world.Spec()
	spec.BulkFrom, spec.BulkMost = 30, 200
	return spec
}

func (v *vendor) Connect(shop app.Shop, settings map[string]string) (integrations.Conn, error) {
	conn, err := v.world.Connect(shop, settings)
	return bulked{conn.(hooked), v}, err
}

type bulked struct {
	hooked
	vendor *vendor
}

func (b bulked) Begin(_ context.Context, name string, changes []integrations.Change) (string, error) {
	b.vendor.mu.Lock()
	if b.vendor.full {
		b.vendor.mu.Unlock()
		return "", app.Errorf(app.Conflict, "five run already")
	}
	b.vendor.jobs[name] = changes
	b.vendor.mu.Unlock()
	b.world.run(&b.vendor.afterBegin)
	return "their " + name, nil
}

func (b bulked) Poll(ctx context.Context, job string, changes []integrations.Change) (integrations.Progress, error) {
	b.vendor.mu.Lock()
	defer b.vendor.mu.Unlock()
	switch begun := b.vendor.jobs[job[len("their "):]]; {
	case begun == nil || b.vendor.forgets:
		return integrations.Progress{}, app.Errorf(app.NotFound, "no such job")
	case !b.vendor.over:
		return integrations.Progress{Through: len(begun) / 3}, nil
	default:
		return integrations.Progress{Done: true, Through: len(begun), Outcomes: b.Memory.Apply(ctx, changes)}, nil
	}
}

const crowdSize = 60

// newCrowd is a world with a crowd that has answered, and whom nobody has told of yet.
func newCrowd(t *testing.T, w *world) *vendor {
	v := &vendor{world: w, jobs: map[string][]integrations.Change{}}
	w.lanes = &delivery.Deliverer{Store: w.store, Providers: []integrations.Provider{v}, Now: w.clock.Now, Lease: lease}
	for i := range crowdSize {
		w.memory.AddCustomer(app.CustomerID(i + 1))
		w.answer(t, said{customer: app.CustomerID(i + 1), answers: map[string]string{"source": "podcast"}})
	}
	return v
}

func (v *vendor) set(do func(v *vendor)) {
	v.mu.Lock()
	defer v.mu.Unlock()
	do(v)
}

// later is what the sweep does, a while later.
func (v *vendor) later(t *testing.T) {
	v.clock.Advance(31 * time.Second)
	v.drain(t)
}

func (v *vendor) holdAll(t *testing.T, value string) {
	for i := range crowdSize {
		held := v.customer(app.CustomerID(i + 1))
		require.Equal(t, quoted(value), properties(held)["source"], i)
		require.Equal(t, []string{"askwell:source:" + value}, held.Tags)
	}
	require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
	require.Empty(t, v.deliveries(t, app.DeliveryParked))
}

func TestACrowdIsToldInOneJob(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.drain(t)
		require.Len(t, v.jobs, 1)
		jobs, err := v.store.Bulks(t.Context(), v.shop, 10)
		require.NoError(t, err)
		require.Equal(t, crowdSize, jobs[0].Total)
		v.later(t)
		jobs, err = v.store.Bulks(t.Context(), v.shop, 10)
		require.NoError(t, err)
		require.Equal(t, app.BulkRunning, jobs[0].State)
		require.Equal(t, crowdSize/3, jobs[0].Done)
		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		v.holdAll(t, "podcast")
		jobs, err = v.store.Bulks(t.Context(), v.shop, 10)
		require.NoError(t, err)
		require.Equal(t, app.BulkDone, jobs[0].State)
		require.Equal(t, crowdSize, jobs[0].Done)
		calls := v.memory.Calls()
		v.later(t)
		require.Equal(t, calls, v.memory.Calls(), "there is nothing left to say")
	})
}

// She answers anew while the job with her older answer runs: she waits for its end, others
// do not, and the newer answer stays.
func TestWhatIsNewerIsNotWrittenBeforeTheJobIsOver(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.drain(t)
		v.memory.AddCustomer(1000)
		v.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		v.answer(t, said{customer: 1000, answers: map[string]string{"source": "friend"}})
		v.drain(t)
		require.Empty(t, properties(v.customer(7)))
		require.Equal(t, quoted("friend"), properties(v.customer(1000))["source"])
		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		v.drain(t)
		require.Equal(t, quoted("friend"), properties(v.customer(7))["source"])
		require.Equal(t, []string{"askwell:source:friend"}, v.customer(7).Tags)
		require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
	})
}

// A process dies after the destination has begun, and before it is written down.
func TestAJobOfAProcessThatDiedIsFoundAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.set(func(v *vendor) { v.afterBegin = die })
		v.drainAndDie()
		require.Len(t, v.jobs, 1)
		v.clock.Advance(2 * lease)
		v.drain(t)
		require.Len(t, v.jobs, 1, "it is the same job")
		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		v.holdAll(t, "podcast")
	})
}

func TestAJobThatIsNotTakenWaitsItsTurn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.set(func(v *vendor) { v.full, v.over = true, true })
		v.drain(t)
		jobs, err := v.store.Bulks(t.Context(), v.shop, 10)
		require.NoError(t, err)
		require.Equal(t, "five run already", jobs[0].Reason)
		v.set(func(v *vendor) { v.full = false })
		v.later(t)
		v.later(t)
		v.holdAll(t, "podcast")
	})
}

func TestThePeopleOfALostJobAreToldOneByOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.drain(t)
		v.set(func(v *vendor) { v.forgets = true })
		v.later(t)
		jobs, err := v.store.Bulks(t.Context(), v.shop, 10)
		require.NoError(t, err)
		require.Equal(t, app.BulkFailed, jobs[0].State)
		v.set(func(v *vendor) { v.forgets, v.over = false, true })
		for range 5 {
			v.later(t)
		}
		v.holdAll(t, "podcast")
	})
}

// One of the crowd is not there: she alone is tried again, and parked in the end.
func TestOneOfACrowdIsRefusedAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.answer(t, said{customer: 5000, answers: map[string]string{"source": "podcast"}})
		v.set(func(v *vendor) { v.over = true })
		v.drain(t)
		v.later(t)
		waiting := v.deliveries(t, app.DeliveryWaiting)
		require.Len(t, waiting, 1, fmt.Sprint(waiting))
		require.Empty(t, waiting[0].Bulk)
		require.NotZero(t, waiting[0].Attempts)
	})
}

var _ integrations.Bulker = bulked{}
