package delivery

import (
	"sync"
	"time"
)

// A destination that does not answer holds a worker for as long as a call may take. When
// so many batches in a row met nobody, whoever's they were, so few of its lanes are worked
// on at once until somebody answers: the other workers are for the others. A lane put off
// is not read at all.
const (
	troubleAfter = 3
	troubleMost  = 2
	troubleRest  = 5 * time.Second
)

// troubles are what this process knows of destinations that are down, by kind. The zero
// value knows of none.
type troubles struct {
	mu    sync.Mutex
	kinds map[string]*trouble
}

type trouble struct {
	unheard int // batches in a row that nobody answered
	working int // lanes that are worked on
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

// enter reports whether a lane to a kind of destination may be worked on now; then leave
// when that is over.
func (t *troubles) enter(kind string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	one := t.of(kind)
	if one.unheard >= troubleAfter && one.working >= troubleMost {
		return false
	}
	one.working++
	return true
}

func (t *troubles) leave(kind string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.of(kind).working--
}

// note takes in whether anybody answered a batch.
func (t *troubles) note(kind string, outage bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one := t.of(kind); outage {
		one.unheard++
	} else {
		one.unheard = 0
	}
}
