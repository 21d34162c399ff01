package integrationtest

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Catalogue tells which lists and properties there are.
func (m *Memory) Catalogue(ctx context.Context) (integrations.Catalogue, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return integrations.Catalogue{}, err
	}
	c := integrations.Catalogue{Account: "Memory"}
	for _, id := range m.Lists {
		c.Lists = append(c.Lists, integrations.List{ID: id, Name: "List " + id})
	}
	for key, field := range m.fields {
		c.Attributes = append(c.Attributes, integrations.Attribute{Key: key, Label: key, Type: field})
	}
	slices.SortFunc(c.Attributes, func(a, b integrations.Attribute) int { return strings.Compare(a.Key, b.Key) })
	return c, nil
}

// Prepare makes properties.
func (m *Memory) Prepare(ctx context.Context, attributes []integrations.Attribute) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return err
	}
	if m.fields == nil {
		m.fields = map[string]app.FieldType{}
	}
	for _, a := range attributes {
		if held, there := m.fields[a.Key]; there && held != a.Type {
			return app.Errorf(app.Conflict, "%s is there with another type", a.Key)
		}
		m.fields[a.Key] = a.Type
	}
	return nil
}

// ReadBack tells what is held of subjects.
func (m *Memory) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return nil, err
	}
	all := make([]integrations.Held, len(looks))
	for i, look := range looks {
		if held := m.subjects[m.nameOf(look.Subject)]; held != nil {
			all[i] = held.look(look)
		}
	}
	return all, nil
}

func (s *State) look(look integrations.Look) integrations.Held {
	h := integrations.Held{Known: true, Properties: map[string]app.Value{}, Consents: map[app.Channel]app.ConsentState{}}
	for _, key := range look.Properties {
		if v, there := s.Properties[key]; there {
			h.Properties[key] = v
		}
	}
	if look.Tags {
		h.Tags = slices.Clone(s.Tags)
	}
	if look.Lists {
		h.Lists = slices.Clone(s.Lists)
	}
	for channel, said := range s.Consents {
		if look.Consents {
			h.Consents[channel] = said.State
		}
	}
	return h
}

// Change makes somebody's state another one behind everybody's back, as a merchant does
// at the destination itself.
func (m *Memory) Change(c integrations.Change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if held := m.subjects[m.nameOf(c.Subject)]; held != nil {
		c.Quiet = true
		held.change(c)
	}
}
