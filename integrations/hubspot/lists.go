package hubspot

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/askwell/askwell/integrations"
)

// membership is who comes to one list and who leaves it.
type membership struct {
	Add    []string `json:"recordIdsToAdd"`
	Remove []string `json:"recordIdsToRemove"`
	people map[string]*person
}

// memberships puts people on static lists and takes them off: one call for each list. To
// be on one is no consent.
func (c *conn) memberships(ctx context.Context, people []*person) {
	all := map[string]*membership{}
	of := func(list string, p *person) *membership {
		if all[list] == nil {
			all[list] = &membership{Add: []string{}, Remove: []string{}, people: map[string]*person{}}
		}
		all[list].people[p.id] = p
		return all[list]
	}
	for _, p := range c.recorded(ctx, people) {
		for _, list := range p.JoinLists {
			m := of(list, p)
			m.Add = append(m.Add, p.id)
		}
		for _, list := range p.LeaveLists {
			m := of(list, p)
			m.Remove = append(m.Remove, p.id)
		}
	}
	for _, list := range slices.Sorted(maps.Keys(all)) {
		c.change(ctx, list, all[list])
	}
}

// recorded are the people with memberships to change who have a record: without one
// there is nothing to leave.
func (c *conn) recorded(ctx context.Context, people []*person) (with []*person) {
	var without []*person
	for _, p := range fine(people) {
		switch {
		case len(p.JoinLists)+len(p.LeaveLists) == 0:
		case p.id != "":
			with = append(with, p)
		default:
			without = append(without, p)
		}
	}
	return append(with, c.look(ctx, without)...)
}

func (c *conn) change(ctx context.Context, list string, m *membership) {
	r, o, _ := c.call(ctx, http.MethodPut, lists+"/"+url.PathEscape(list)+"/memberships/add-and-remove", m)
	var answer struct {
		Missing []string `json:"recordIdsMissing"`
	}
	switch o.Class {
	case integrations.OK:
		_ = r.Decode(&answer) // it was done; who is missing is not worth more than that
	case integrations.Missing, integrations.Rejected:
		for _, p := range m.people {
			if slices.Contains(m.Add, p.id) {
				p.refuse("list:"+list, integrations.Config, "HubSpot has no such static list: map the question anew")
			}
		}
	default:
		for _, p := range m.people {
			p.fail(o)
		}
	}
	for _, id := range answer.Missing {
		if p := m.people[id]; p != nil {
			p.fail(integrations.Outcome{Class: integrations.Missing, Reason: "the contact is gone, or was merged with another"})
		}
	}
}
