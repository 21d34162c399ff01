package salesmanago

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// SALESmanago does in its own time what it took in a batch, and what is told of one person
// alone at once: a word or a tag that is given after it was taken back must not be there
// first.
const (
	lookAgain   = time.Second
	longestLook = 8 * time.Second
)

// settle waits until a batch is done. Of those whose words, removed tags or events are at
// stake it must be; of the others it looks at the last, and it is enough to have waited.
func (c *conn) settle(ctx context.Context, people []*person, details map[*person]detail) {
	must := func(p *person) bool { return len(p.said)+len(p.Events)+len(details[p].RemoveTags) > 0 }
	last := people[len(people)-1]
	left := slices.DeleteFunc(slices.Clone(people), func(p *person) bool { return p != last && !must(p) })
	o := client.Until(ctx, lookAgain, longestLook, func() (bool, integrations.Outcome) {
		emails := make([]string, len(left))
		for i, p := range left {
			emails[i] = p.email()
		}
		held, o := c.read(ctx, emails)
		left = slices.DeleteFunc(left, func(p *person) bool { return held[p.email()].shows(details[p]) })
		return len(left) == 0, o
	})
	if o.Class == integrations.OK {
		return
	}
	for _, p := range left {
		if must(p) {
			p.fail(o)
		}
	}
}

// shows reports whether a contact is as she was told to be, as far as that must not be
// overtaken.
func (r *record) shows(d detail) bool {
	if r == nil {
		return false
	}
	for name, text := range d.Properties {
		if r.property(name) != text {
			return false
		}
	}
	there := func(tag string) bool { return slices.Contains(r.tags(), tag) }
	return !slices.ContainsFunc(d.RemoveTags, there) && !slices.ContainsFunc(d.Tags, func(tag string) bool { return !there(tag) })
}
