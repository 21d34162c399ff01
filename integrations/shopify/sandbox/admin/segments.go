package admin

import (
	"errors"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) segmentRoots() map[string]field {
	return map[string]field{
		"QueryRoot.customerSegmentMembers":      s.queryMembers,
		"QueryRoot.customerSegmentMembership":   s.queryMembership,
		"QueryRoot.customerSegmentMembersQuery": s.queryMembersQuery,
		"QueryRoot.segment":                     s.querySegment,
		"QueryRoot.segments":                    s.querySegments,
		"QueryRoot.segmentsCount":               s.querySegmentsCount,

		"Mutation.customerSegmentMembersQueryCreate": s.membersQueryCreate,
		"Mutation.segmentCreate":                     s.segmentCreate,
		"Mutation.segmentDelete":                     s.segmentDelete,
		"Mutation.segmentUpdate":                     s.segmentUpdate,
	}
}

// segmentNamed finds a segment by its global id; the id of another kind of
// record is an error.
func (s *session) segmentNamed(id string) (*world.Segment, error) {
	kind, n, _ := world.ParseGID(id)
	if kind != "Segment" {
		return nil, graphql.Coded("RESOURCE_NOT_FOUND", "invalid id")
	}
	return s.shop.Segment(n), nil
}

func (s *session) querySegment(a args) (any, error) {
	g, err := s.segmentNamed(world.Text(a, "id"))
	if err != nil {
		return nil, err
	}
	if g == nil {
		return nil, graphql.Coded("NOT_FOUND", "Segment does not exist")
	}
	return segmentObject(g), nil
}

func (s *session) segments() *records[*world.Segment] {
	type one = *world.Segment
	return &records[one]{
		session: s, connection: "SegmentConnection",
		id:   func(g one) int64 { return g.ID },
		show: segmentObject,
		fields: map[string]func(one) []search.Value{
			"id":           func(g one) []search.Value { return []search.Value{search.Number(float64(g.ID))} },
			"name":         func(g one) []search.Value { return []search.Value{search.Text(g.Name)} },
			search.Default: func(g one) []search.Value { return []search.Value{search.Text(g.Name)} },
		},
		sorts: map[string]func(one) any{
			"CREATION_DATE":  func(g one) any { return g.CreatedAt.UnixMilli() },
			"LAST_EDIT_DATE": func(g one) any { return g.EditedAt.UnixMilli() },
		},
	}
}

func (s *session) querySegments(a args) (any, error) {
	return s.segments().list("segments", s.shop.Segments, a)
}

func (s *session) querySegmentsCount(a args) (any, error) {
	return s.segments().count("segmentsCount", s.shop.Segments, a)
}

func segmentObject(g *world.Segment) object {
	return object{
		"__typename": "Segment", "id": world.GID("Segment", g.ID), "name": g.Name, "query": g.Query,
		"creationDate": g.CreatedAt, "lastEditDate": g.EditedAt,
	}
}

func (s *session) segmentCreate(a args) (any, error) {
	answer := func(g any, errs ...world.UserError) (any, error) {
		return s.payload("SegmentCreatePayload", "UserError", object{"segment": g}, errs...), nil
	}
	name, query := strings.TrimSpace(world.Text(a, "name")), world.Text(a, "query")
	wrong, err := s.shop.CheckSegment(name, query)
	if err != nil {
		return nil, notImplemented(err)
	}
	if wrong != nil {
		return answer(nil, wrong...)
	}
	g, ok := s.world.AddSegment(s.shop, name, query)
	if !ok {
		return answer(nil, world.UserError{Message: "Segment limit reached. Delete an existing segment to create more."})
	}
	return answer(segmentObject(g))
}

// notImplemented names what the sandbox cannot ask of a customer.
func notImplemented(err error) error {
	var missing segment.NotImplementedError
	if errors.As(err, &missing) {
		return graphql.Coded("NOT_IMPLEMENTED", missing.Error())
	}
	return err
}

func (s *session) segmentUpdate(a args) (any, error) {
	answer := func(g any, errs ...world.UserError) (any, error) {
		return s.payload("SegmentUpdatePayload", "UserError", object{"segment": g}, errs...), nil
	}
	g, err := s.segmentNamed(world.Text(a, "id"))
	switch {
	case err != nil:
		return nil, err
	case g == nil:
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Segment does not exist"})
	case a["name"] == nil && a["query"] == nil:
		return answer(nil, world.UserError{Message: "At least one attribute to change must be present"})
	}
	name, query := g.Name, g.Query
	if a["name"] != nil {
		name = strings.TrimSpace(world.Text(a, "name"))
	}
	if a["query"] != nil {
		query = world.Text(a, "query")
	}
	wrong, err := s.shop.CheckSegment(name, query)
	if err != nil {
		return nil, notImplemented(err)
	}
	if wrong != nil {
		return answer(nil, wrong...)
	}
	s.world.EditSegment(s.shop, g, name, query)
	return answer(segmentObject(g))
}

func (s *session) segmentDelete(a args) (any, error) {
	answer := func(id any, errs ...world.UserError) (any, error) {
		return s.payload("SegmentDeletePayload", "UserError", object{"deletedSegmentId": id}, errs...), nil
	}
	g, err := s.segmentNamed(world.Text(a, "id"))
	if err != nil {
		return nil, err
	}
	if g == nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Segment does not exist"})
	}
	s.world.RemoveSegment(s.shop, g)
	return answer(world.GID("Segment", g.ID))
}
