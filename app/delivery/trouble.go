package delivery

import (
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// A destination that does not answer holds a worker for as long as a call may take. When
// so many batches in a row met nobody, whoever's they were, so few of its lanes are worked
// on at once until somebody answers: the other workers are for the others. A lane put off
// is not read at all. Where every account is a place of its own, a lane's own batches count.
const (
	troubleAfter = 3
	troubleMost  = 2
	troubleRest  = 5 * time.Second
)

// So many people are told something each time it is looked whether a lane's destination is
// back: who they are changes, should it be one of them that it cannot bear.
const probeMost = 5

// troubles are what this process knows of destinations that are down, by kind and by lane.
// The zero value knows of none.
type troubles struct {
	mu    sync.Mutex
	kinds map[string]*trouble
	lanes map[road]int // batches in a row that nobody answered, of the lanes that had some
}

// road is whose lane leads where.
type road struct {
	shop app.ShopID
	to   app.DestinationID
}

type trouble struct {
	unheard int // batches in a row that nobody answered
	working int // lanes that are worked on; of places of their own, those that met nobody
}

func (t *troubles) of(kind string) *trouble {
	if t.kinds == nil {
		t.kinds = map[string]*trouble{}
	}
	if t.kinds[kind] == nil {
		t.kinds[kind] = new(trouble)
	}
	return t.kinds[kind]
}

// enter begins work on a lane: leave is to be called when that is over, and is nil where the
// lane may not be worked on now.
func (t *troubles) enter(to integrations.Spec, lane road) (leave func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	one := t.of(to.Name)
	unheard := one.unheard
	if to.Apart {
		unheard = t.lanes[lane]
	}
	switch {
	case unheard >= troubleAfter && one.working >= troubleMost:
		return nil
	case unheard < troubleAfter && to.Apart:
		return func() {}
	}
	one.working++
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		one.working--
	}
}

// note takes in whether anybody answered a batch.
func (t *troubles) note(kind string, lane road, outage bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	one := t.of(kind)
	if !outage {
		one.unheard = 0
		delete(t.lanes, lane)
		return
	}
	if t.lanes == nil {
		t.lanes = map[road]int{}
	}
	one.unheard++
	t.lanes[lane]++
}

// unheard is how many batches of a lane in a row nobody answered.
func (t *troubles) unheard(lane road) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lanes[lane]
}
