package integrationtest

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations"
)

func (m *Memory) apply(ctx context.Context, c integrations.Change) integrations.Outcome {
	if o, stopped := m.stopped(ctx); stopped {
		return o
	}
	name := m.nameOf(c.Subject)
	if m.ByEmail && m.subjects[name] == nil && strings.Contains(c.Subject.Email, "@") {
		m.add(name, nil)
	}
	held := m.subjects[name]
	if held == nil {
		return integrations.Outcome{Class: integrations.Missing, Reason: "not there", Cost: 1}
	}
	if m.refused[name] {
		return integrations.Outcome{Class: integrations.Rejected, Reason: "refused", Cost: 1}
	}
	refused := m.sift(&c)
	held.change(c)
	told := m.hear(held, c.Events)
	if len(told) < len(c.Events) {
		return integrations.Outcome{Class: integrations.Rejected, Reason: "an event was refused", Cost: 1, Told: told}
	}
	if m.fault == Lossy {
		return integrations.Outcome{Class: integrations.Ambiguous, Reason: "the answer was lost", Cost: 1}
	}
	return integrations.Outcome{Class: integrations.OK, Cost: 1, Refused: refused}
}

// RefusePart makes the destination say no, for good, to one part of changes:
// "property:skin", "tag:vip", "list:12".
func (m *Memory) RefusePart(part string, refuse bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.spoiled == nil {
		m.spoiled = map[string]bool{}
	}
	m.spoiled[part] = refuse
}

// sift takes out of a change what is refused.
func (m *Memory) sift(c *integrations.Change) (refused []integrations.Refused) {
	no := func(part string) bool {
		if m.spoiled[part] {
			refused = append(refused, integrations.Refused{Part: part, Class: integrations.Rejected, Reason: "refused"})
		}
		return m.spoiled[part]
	}
	c.Set = without(c.Set, func(p integrations.Property) bool { return no("property:" + p.Key) })
	c.AddTags = without(c.AddTags, func(tag string) bool { return no("tag:" + tag) })
	c.JoinLists = without(c.JoinLists, func(list string) bool {
		if !slices.Contains(m.Lists, list) {
			refused = append(refused, integrations.Refused{Part: "list:" + list, Class: integrations.Config, Reason: "the list is gone"})
			return true
		}
		return no("list:" + list)
	})
	return refused
}

// without leaves the caller's own slice as it is.
func without[T any](all []T, drop func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), drop)
}

func (s *State) change(c integrations.Change) {
	if !c.Quiet {
		s.Started++
	}
	for _, said := range c.Consents {
		s.agree(said)
	}
	for _, p := range c.Set {
		s.Properties[p.Key] = p.Value
	}
	for _, key := range c.Unset {
		delete(s.Properties, key)
	}
	s.Tags = exchange(s.Tags, c.AddTags, c.RemoveTags)
	s.Lists = exchange(s.Lists, c.JoinLists, c.LeaveLists)
}

// exchange puts names in and takes others out.
func exchange(held, in, out []string) []string {
	held = without(held, func(one string) bool { return containsFold(out, one) })
	for _, one := range in {
		if !containsFold(held, one) {
			held = append(held, one)
		}
	}
	slices.Sort(held)
	return held
}

// containsFold compares as Shopify does: a tag has no case.
func containsFold(tags []string, tag string) bool {
	return slices.ContainsFunc(tags, func(one string) bool { return strings.EqualFold(one, tag) })
}
