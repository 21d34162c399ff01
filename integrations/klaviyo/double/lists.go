package double

import (
	"net/http"
)

// mostMembers is how many people one call about a list names.
const mostMembers = 1000

func (l *list) document() object {
	return object{"type": "list", "id": l.id, "attributes": object{"name": l.name, "opt_in_process": l.optIn}, "links": object{"self": "https://a.klaviyo.com/api/lists/" + l.id}}
}

func readLists(c *call, _ string) answer {
	var all []object
	for _, l := range (*c.State).lists {
		all = append(all, l.document())
	}
	return paged(c, all, 10)
}

func readList(c *call, id string) answer {
	if l := (*c.State).list(id); l != nil {
		return found(http.StatusOK, data{l.document()})
	}
	return absent()
}

func readMembers(c *call, id string) answer {
	l := (*c.State).list(id)
	if l == nil {
		return absent()
	}
	people, wrong := (*c.State).filtered(c.URL.Query())
	if wrong != nil {
		return *wrong
	}
	all := []object{}
	for _, p := range people {
		if l.members[p.id] {
			all = append(all, object{"type": "profile", "id": p.id})
		}
	}
	return paged(c, all, 100)
}

// named are the members that a call about a list names.
func named(c *call, id string) (l *list, ids []string, wrong *answer) {
	var in struct{ Data []struct{ ID string } }
	no := func(w answer) (*list, []string, *answer) { return nil, nil, &w }
	if l = (*c.State).list(id); l == nil {
		return no(absent())
	}
	if !c.JSON(&in) || len(in.Data) == 0 || len(in.Data) > mostMembers {
		return no(invalid("Between 1 and 1000 profiles are named.", "/data/"))
	}
	for _, one := range in.Data {
		if (*c.State).profiles[one.ID] == nil {
			return no(absent())
		}
		ids = append(ids, one.ID)
	}
	return l, ids, nil
}

// joinList makes people members, whatever they have consented to. A list's flow starts
// with everybody who joins it.
func joinList(c *call, id string) answer {
	l, ids, wrong := named(c, id)
	if wrong != nil {
		return *wrong
	}
	for _, one := range ids {
		(*c.State).enter(l, one, true)
	}
	return answer{Status: http.StatusNoContent}
}

func (a *account) enter(l *list, id string, starts bool) {
	if starts && !l.members[id] {
		a.started++
	}
	l.members[id] = true
}

func leaveList(c *call, id string) answer {
	l, ids, wrong := named(c, id)
	if wrong != nil {
		return *wrong
	}
	for _, one := range ids {
		delete(l.members, one)
	}
	return answer{Status: http.StatusNoContent}
}
