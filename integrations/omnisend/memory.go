package omnisend

import "sync"

// memory is what this process has begun. Omnisend has no names for batches: what is begun
// again after a crash is done again, which writes the same once more.
type memory struct {
	mu    sync.Mutex
	known map[string]string
}

// mostKnown bounds it: what is forgotten is done once more.
const mostKnown = 4096

func newMemory() *memory { return &memory{known: map[string]string{}} }

func (m *memory) job(key string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.known[key]
}

func (m *memory) keep(key, job string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= mostKnown {
		clear(m.known)
	}
	m.known[key] = job
}
