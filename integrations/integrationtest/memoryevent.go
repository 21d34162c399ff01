package integrationtest

import "github.com/askwell/askwell/integrations"

// RefuseEvents makes the destination say no, for good, to every event of a name.
func (m *Memory) RefuseEvents(name integrations.EventName, refuse bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.deaf == nil {
		m.deaf = map[integrations.EventName]bool{}
	}
	m.deaf[name] = refuse
}

// hear takes events, and returns the ids of those that it did not refuse.
func (m *Memory) hear(held *State, events []integrations.Event) (told []string) {
	for _, e := range events {
		if !m.deaf[e.Name] {
			held.Events, told = append(held.Events, e), append(told, e.ID)
		}
	}
	return told
}
