package integrationtest

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Mute is a Memory that can neither erase nor be read back, as some destinations.
type Mute struct{ *Memory }

// Connect connects to the one account.
func (m Mute) Connect(app.Shop, map[string]string) (integrations.Conn, error) {
	return struct{ integrations.Conn }{m.Memory}, nil
}

// Erasures counts the calls of Erase.
func (m *Memory) Erasures() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.erasures
}

// Erase forgets a person. A Liar says that it has.
func (m *Memory) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erasures++
	if o, stopped := m.stopped(ctx); stopped {
		return o
	}
	if m.fault != Liar {
		for _, t := range e.Traces {
			if held := m.subjects[m.nameOf(t.Subject)]; held != nil {
				held.change(integrations.Change{Unset: t.Properties, RemoveTags: t.Tags})
			}
		}
	}
	if m.fault == Lossy {
		return integrations.Outcome{Class: integrations.Ambiguous, Reason: "the answer was lost", Cost: 1}
	}
	return integrations.Outcome{Class: integrations.OK, Cost: 1}
}

// Holds reports whether anything of a person is left.
func (m *Memory) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return false, err
	}
	for _, t := range e.Traces {
		held := m.subjects[m.nameOf(t.Subject)]
		if held == nil {
			continue
		}
		for _, key := range t.Properties {
			if _, there := held.Properties[key]; there {
				return true, nil
			}
		}
		if slices.ContainsFunc(t.Tags, func(tag string) bool { return containsFold(held.Tags, tag) }) {
			return true, nil
		}
	}
	return false, nil
}
