package admin

import (
	"errors"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) membersQueryCreate(a args) (any, error) {
	const payloadType, errorType = "CustomerSegmentMembersQueryCreatePayload", "CustomerSegmentMembersQueryUserError"
	refused := func(field []string, message string) (any, error) {
		return s.payload(payloadType, errorType, object{"customerSegmentMembersQuery": nil}, world.UserError{Field: field, Code: "INVALID", Message: message}), nil
	}
	in, _ := a["input"].(args)
	query := world.Text(in, "query")
	switch {
	case in["segmentId"] != nil && in["query"] != nil:
		return refused([]string{"input"}, "Providing both segment_id and query is not supported.")
	case in["segmentId"] == nil && in["query"] == nil:
		return refused([]string{"input"}, "You must provide one of segment_id or query.")
	case in["segmentId"] != nil:
		g, err := s.segmentNamed(world.Text(in, "segmentId"))
		if err != nil {
			return nil, err
		}
		if g == nil {
			return refused(nil, "Invalid segment ID.")
		}
		query = g.Query
	}
	if _, err := s.shop.ParseSegment(query); err != nil {
		if errors.As(err, new(segment.NotImplementedError)) {
			return nil, notImplemented(err)
		}
		return refused(nil, err.Error())
	}
	q := s.world.AskMembers(s.shop, query, world.Text(in, "sortKey"), in["reverse"] == true)
	return s.payload(payloadType, errorType, object{"customerSegmentMembersQuery": showMembersQuery(q, 0, false)}), nil
}

func showMembersQuery(q *world.MembersQuery, count int, done bool) object {
	return object{"__typename": "CustomerSegmentMembersQuery", "id": membersQueryGID + q.ID, "currentCount": count, "done": done}
}

func (s *session) membersQueryNamed(id string) (*world.MembersQuery, error) {
	name, ok := strings.CutPrefix(id, membersQueryGID)
	if !ok {
		return nil, graphql.Coded("RESOURCE_NOT_FOUND", "invalid id")
	}
	if q := s.shop.MembersQuery(name); q != nil {
		return q, nil
	}
	return nil, graphql.Coded("NOT_FOUND", "Members query does not exist")
}

func (s *session) queryMembersQuery(a args) (any, error) {
	q, err := s.membersQueryNamed(world.Text(a, "id"))
	if err != nil {
		return nil, err
	}
	return s.membersQueryObject(q)
}

// membersQueryObject is a query with how far it has come.
func (s *session) membersQueryObject(q *world.MembersQuery) (any, error) {
	if !q.Look(s.world.Now()) {
		return showMembersQuery(q, 0, false), nil
	}
	parsed, err := s.shop.ParseSegment(q.Query)
	if err != nil {
		return nil, refusedQuery(err)
	}
	return showMembersQuery(q, len(s.shop.Members(parsed, s.world.Now().In(s.shop.Zone()))), true), nil
}

// askedNode finds what has no number for an id; nil for nothing.
func (s *session) askedNode(id string) any {
	q, err := s.membersQueryNamed(id)
	if err != nil {
		return nil
	}
	o, err := s.membersQueryObject(q)
	if err != nil {
		return nil
	}
	return o
}
