package integrationtest

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// bulker is a Memory that takes bulk jobs.
type bulker struct{ *Memory }

// job is a bulk job: it is half done when it is first asked for, and then done.
type job struct {
	outcomes []integrations.Outcome
	polled   bool
}

// Begin implements integrations.Bulker.
func (m bulker) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return "", err
	}
	id := "job/" + name
	if m.jobs[id] != nil {
		return id, nil
	}
	begun := &job{outcomes: make([]integrations.Outcome, len(changes))}
	for i, c := range changes {
		begun.outcomes[i] = m.apply(ctx, c)
		begun.outcomes[i].Cost = 0
	}
	if m.jobs == nil {
		m.jobs = map[string]*job{}
	}
	m.jobs[id] = begun
	if m.fault == Deaf {
		return "", app.Errorf(app.Unavailable, "the answer was lost")
	}
	return id, nil
}

// Poll implements integrations.Bulker.
func (m bulker) Poll(ctx context.Context, id string, _ []integrations.Change) (integrations.Progress, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return integrations.Progress{}, err
	}
	one := m.jobs[id]
	switch {
	case one == nil:
		return integrations.Progress{}, app.Errorf(app.NotFound, "no such job")
	case !one.polled:
		one.polled = true
		return integrations.Progress{Through: len(one.outcomes) / 2}, nil
	default:
		return integrations.Progress{Done: true, Through: len(one.outcomes), Outcomes: one.outcomes}, nil
	}
}

// Jobs counts the bulk jobs that were begun.
func (m *Memory) Jobs() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.jobs)
}
