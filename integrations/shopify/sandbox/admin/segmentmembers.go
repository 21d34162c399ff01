package admin

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const membersQueryGID = "gid://shopify/CustomerSegmentMembersQuery/"

// memberFacts are what lists of members are sorted by and statistics are made of.
var memberFacts = map[string]func(*world.Shop, *world.Customer) float64{
	"amount_spent":        func(s *world.Shop, c *world.Customer) float64 { return float64(s.Spent(c)) / 100 },
	"number_of_orders":    func(s *world.Shop, c *world.Customer) float64 { return float64(len(s.OrdersOf(c.ID))) },
	"customer_added_date": func(_ *world.Shop, c *world.Customer) float64 { return float64(c.CreatedAt.UnixMilli()) },
	"last_update_date":    func(_ *world.Shop, c *world.Customer) float64 { return float64(c.UpdatedAt.UnixMilli()) },
	"first_order_date": func(s *world.Shop, c *world.Customer) float64 {
		if orders := s.OrdersOf(c.ID); len(orders) > 0 {
			return float64(orders[0].CreatedAt.UnixMilli())
		}
		return 0
	},
	"last_order_date": func(s *world.Shop, c *world.Customer) float64 {
		if o := s.NewestOrder(c.ID); o != nil {
			return float64(o.CreatedAt.UnixMilli())
		}
		return 0
	},
}

// queryMembers lists the customers of a segment, of a query or of one asked before.
func (s *session) queryMembers(a args) (any, error) {
	query, sort, down, err := s.membersAsked(a)
	if err != nil {
		return nil, err
	}
	zone := s.shop.Zone()
	if name := world.Text(a, "timezone"); name != "" {
		if zone, err = time.LoadLocation(name); err != nil {
			return nil, graphql.Coded("BAD_REQUEST", "Invalid timezone.")
		}
	}
	value := memberFacts[sort]
	if sort != "" && value == nil {
		return nil, graphql.Coded("BAD_REQUEST", "Invalid sort key.")
	}
	q, err := s.shop.ParseSegment(query)
	if err != nil {
		return nil, refusedQuery(err)
	}
	found := s.shop.Members(q, s.world.Now().In(zone))
	mark := func(c *world.Customer) graphql.Mark {
		if value == nil {
			return graphql.Mark{ID: c.ID, Value: c.ID}
		}
		return graphql.Mark{ID: c.ID, Value: int64(value(s.shop, c) * 100)}
	}
	slices.SortStableFunc(found, func(x, y *world.Customer) int { return mark(x).Compare(mark(y)) })
	if down {
		slices.Reverse(found)
	}
	page, err := graphql.Page("CustomerSegmentMemberConnection", found, mark, func(c *world.Customer) any { return s.memberObject(c) })(a)
	if err != nil {
		return nil, err
	}
	o := page.(object)
	o["totalCount"], o["statistics"] = len(found), object{
		"__typename":          "SegmentStatistics",
		"attributeStatistics": field(func(a args) (any, error) { return s.attributeStatistics(found, world.Text(a, "attributeName")) }),
	}
	return o, nil
}

// membersAsked is the query a list of members is of: exactly one of three names it.
func (s *session) membersAsked(a args) (query, sort string, down bool, err error) {
	sort, down = world.Text(a, "sortKey"), a["reverse"] == true
	given := 0
	for _, name := range []string{"query", "segmentId", "queryId"} {
		if a[name] != nil {
			given++
		}
	}
	switch {
	case given > 1:
		return "", "", false, graphql.Coded("BAD_REQUEST", "Providing more than one of segment_id, query and query_id is not supported.")
	case a["query"] != nil:
		return world.Text(a, "query"), sort, down, nil
	case a["segmentId"] != nil:
		g, err := s.segmentNamed(world.Text(a, "segmentId"))
		if err == nil && g == nil {
			err = graphql.Coded("NOT_FOUND", "Segment does not exist")
		}
		if err != nil {
			return "", "", false, err
		}
		return g.Query, sort, down, nil
	case a["queryId"] != nil:
		q, err := s.membersQueryNamed(world.Text(a, "queryId"))
		if err != nil {
			return "", "", false, err
		}
		return q.Query, q.Sort, q.Down, nil
	}
	return "", "", false, graphql.Coded("BAD_REQUEST", "You must provide one of segment_id, query or query_id.")
}

// refusedQuery is the first thing wrong with a segment query, as an error.
func refusedQuery(err error) error {
	if errors.As(err, new(segment.NotImplementedError)) {
		return notImplemented(err)
	}
	return graphql.Coded("BAD_REQUEST", err.Error())
}

func (s *session) attributeStatistics(of []*world.Customer, name string) (any, error) {
	value := memberFacts[name]
	if value == nil || strings.HasSuffix(name, "_date") {
		return nil, graphql.Coded("BAD_REQUEST", "Invalid attribute name.")
	}
	sum, average := 0.0, 0.0
	for _, c := range of {
		sum += value(s.shop, c)
	}
	if len(of) > 0 {
		average = sum / float64(len(of))
	}
	return object{"__typename": "SegmentAttributeStatistics", "sum": sum, "average": average}, nil
}

func (s *session) memberObject(c *world.Customer) object {
	whole := s.customerObject(c)
	o := object{"__typename": "CustomerSegmentMember", "id": world.GID("CustomerSegmentMember", c.ID), "lastOrderId": nil}
	for _, name := range []string{
		"amountSpent", "defaultAddress", "defaultEmailAddress", "defaultPhoneNumber", "displayName", "firstName", "lastName",
		"mergeable", "metafield", "metafields", "note", "numberOfOrders",
	} {
		o[name] = whole[name]
	}
	if last := s.shop.NewestOrder(c.ID); last != nil {
		o["lastOrderId"] = world.GID("Order", last.ID)
	}
	return o
}

func (s *session) queryMembership(a args) (any, error) {
	memberships := []any{}
	_, id, _ := world.ParseGID(world.Text(a, "customerId"))
	c := s.shop.Customer(id)
	for _, gid := range texts(a, "segmentIds") {
		g, err := s.segmentNamed(gid)
		if err != nil {
			return nil, err
		}
		if g == nil || c == nil {
			continue
		}
		memberships = append(memberships, object{
			"__typename": "SegmentMembership", "segmentId": gid, "isMember": s.world.IsMember(s.shop, g, c),
		})
	}
	return object{"__typename": "SegmentMembershipResponse", "memberships": memberships}, nil
}
