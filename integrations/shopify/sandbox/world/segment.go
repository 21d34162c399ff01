package world

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
)

// Segment is a question about customers with a name.
type Segment struct {
	ID        int64
	Name      string
	Query     string // as it was written
	CreatedAt time.Time
	EditedAt  time.Time

	members map[int64]bool // when last looked, nil: nobody asked yet
}

// Shopify's limits on segments.
const (
	maxSegments    = 6000
	maxSegmentName = 255
)

// Segment finds a segment, nil when there is none.
func (s *Shop) Segment(id int64) *Segment {
	i := slices.IndexFunc(s.Segments, func(g *Segment) bool { return g.ID == id })
	if i < 0 {
		return nil
	}
	return s.Segments[i]
}

// CheckSegment says what is wrong with a name and a query, in Shopify's words. An
// error is the sandbox's own.
func (s *Shop) CheckSegment(name, query string) ([]UserError, error) {
	var errs []UserError
	refuse := func(field, message string) {
		errs = append(errs, UserError{Field: []string{field}, Message: message})
	}
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		refuse("name", "Name can't be blank")
	case n > maxSegmentName:
		refuse("name", fmt.Sprintf("Name is too long (maximum is %d characters)", maxSegmentName))
	}
	named := len(errs) == 0
	_, err := s.ParseSegment(query)
	var wrong segment.Errors
	if !errors.As(err, &wrong) {
		return errs, err
	}
	for _, e := range wrong {
		if named || e.Line == 0 { // a bad name is told before the query is read
			refuse("query", "Query "+e.Error())
		}
	}
	return errs, nil
}

// AddSegment keeps a checked segment under a name that is free; false when the
// shop has too many.
func (w *World) AddSegment(s *Shop, name, query string) (*Segment, bool) {
	if len(s.Segments) >= maxSegments {
		return nil, false
	}
	g := &Segment{ID: w.NewID(), Query: query, CreatedAt: w.Now(), EditedAt: w.Now()}
	g.Name = s.freeName(name, g)
	s.Segments = append(s.Segments, g)
	w.Announce(s, "segments/create", g.payload())
	return g, true
}

// EditSegment gives a segment a new name and query, both checked.
func (w *World) EditSegment(s *Shop, g *Segment, name, query string) {
	if name != g.Name {
		g.Name = s.freeName(name, g)
	}
	g.Query, g.EditedAt = query, w.Now()
	w.Announce(s, "segments/update", g.payload())
}

// RemoveSegment forgets a segment.
func (w *World) RemoveSegment(s *Shop, g *Segment) {
	s.Segments = slices.DeleteFunc(s.Segments, func(other *Segment) bool { return other == g })
	w.Announce(s, "segments/delete", Payload{"id": g.ID, "admin_graphql_api_id": GID("Segment", g.ID)})
}

var numbered = regexp.MustCompile(`^(.*) \((\d{1,9})\)$`)

// freeName counts a taken name on: "Regulars (2)".
func (s *Shop) freeName(name string, of *Segment) string {
	taken := map[string]bool{}
	for _, g := range s.Segments {
		taken[g.Name] = g != of
	}
	base, n := name, 1
	if m := numbered.FindStringSubmatch(name); m != nil {
		base = m[1]
		n, _ = strconv.Atoi(m[2]) // nine digits at most
	}
	for taken[name] {
		n++
		name = fmt.Sprintf("%s (%d)", base, n)
	}
	return name
}

func (g *Segment) payload() Payload {
	return Payload{
		"id": g.ID, "admin_graphql_api_id": GID("Segment", g.ID), "name": g.Name, "query": g.Query,
		"creation_date": Stamp(g.CreatedAt), "last_edit_date": Stamp(g.EditedAt),
	}
}

// ParseSegment reads a query against what the shop knows of its customers.
// Errors: the segment package's.
func (s *Shop) ParseSegment(query string) (segment.Query, error) {
	return segment.Parse(query, segmentShop{s})
}

// Members are the customers a query finds. Now is in the zone its dates are meant in.
func (s *Shop) Members(q segment.Query, now time.Time) []*Customer {
	return slices.DeleteFunc(slices.Clone(s.Customers), func(c *Customer) bool { return !q.Match(segmentCustomer{s, c}, now) })
}

// IsMember reports whether a customer is in a segment.
func (w *World) IsMember(s *Shop, g *Segment, c *Customer) bool {
	q, err := s.ParseSegment(g.Query)
	return err == nil && q.Match(segmentCustomer{s, c}, w.Now().In(s.Zone()))
}

// WatchSegments tells subscribers who joined and left segments since it was
// last called. Without subscribers it does nothing. The caller holds the lock.
func (w *World) WatchSegments(s *Shop) {
	const joined, left = "customer.joined_segment", "customer.left_segment"
	if s.Installed == nil || w.Address(s, joined) == "" && w.Address(s, left) == "" {
		return
	}
	now := w.Now().In(s.Zone())
	for _, g := range s.Segments {
		q, err := s.ParseSegment(g.Query)
		if err != nil {
			continue // what it asks of was deleted
		}
		before := g.members
		g.members = map[int64]bool{}
		for _, c := range s.Members(q, now) {
			g.members[c.ID] = true
			if before != nil && !before[c.ID] {
				w.announceMember(s, joined, g, c.ID)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(before)) {
			if !g.members[id] {
				w.announceMember(s, left, g, id)
			}
		}
	}
}

func (w *World) announceMember(s *Shop, topic string, g *Segment, customer int64) {
	w.Announce(s, topic, Payload{
		"customerId": GID("Customer", customer), "segmentId": GID("Segment", g.ID), "occurredAt": Stamp(w.Now()),
	})
}
