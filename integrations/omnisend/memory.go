package omnisend

import "sync"

// memory is what this process has begun, so that Omnisend need not be asked. That the tags
// of a job are there it cannot be asked: after a crash they are added once more, which
// changes nothing.
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
