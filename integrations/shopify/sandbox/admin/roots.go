package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Short names for what every resolver handles.
type (
	object = graphql.Object
	field  = graphql.Field
	args   = map[string]any
)

// session is one request's view of a shop: who asks, and what it may.
type session struct {
	*API
	shop       *world.Shop
	grant      *world.Grant
	userErrors []string   // for the log
	searches   []searched // for extensions.search
}

// root is the list of everything the sandbox answers.
func (s *session) root(name string) (field, bool) {
	f, ok := map[string]field{
		"QueryRoot.app":                    s.queryApp,
		"QueryRoot.appInstallation":        s.currentInstallation,
		"QueryRoot.currentAppInstallation": s.currentInstallation,
		"QueryRoot.node":                   s.queryNode,
		"QueryRoot.nodes":                  s.queryNodes,
		"QueryRoot.shop":                   s.queryShop,
	}[name]
	for _, roots := range []map[string]field{s.definitionRoots(), s.consentRoots(), s.tagRoots(), s.segmentRoots(), s.discountRoots(), s.subscriptionRoots(), s.flowRoots(), s.customerRoots(), s.orderRoots(), s.catalogueRoots(), s.bulkRoots()} {
		if more, found := roots[name]; found {
			return more, true
		}
	}
	return f, ok
}

// queryNode finds anything by its global id.
func (s *session) queryNode(a args) (any, error) { return s.node(world.Text(a, "id")), nil }

func (s *session) queryNodes(a args) (any, error) {
	ids, _ := a["ids"].([]any)
	if len(ids) > 250 {
		return nil, tooMany("nodes", "ids", len(ids))
	}
	out := make([]any, len(ids))
	for i, id := range ids {
		id, _ := id.(string)
		out[i] = s.node(id)
	}
	return out, nil
}

// node is nil, not an empty object, for what is not there.
func (s *session) node(id string) any {
	kind, n, ok := world.ParseGID(id)
	if !ok {
		return s.askedNode(id)
	}
	switch kind {
	case "DiscountCodeNode", "DiscountNode":
		if d := s.discountNamed(id); d != nil {
			return s.codeDiscountNode(d)
		}
	case "DiscountRedeemCodeBulkCreation":
		if b := s.shop.BulkCreation(n); b != nil {
			return s.bulkObject(b)
		}
	case "WebhookSubscription":
		if sub := s.shop.Subscription(n); sub != nil {
			return s.subscriptionObject(sub)
		}
	case "Segment":
		if g := s.shop.Segment(n); g != nil {
			return segmentObject(g)
		}
	case "BulkOperation":
		if op := s.shop.BulkOperation(n); op != nil {
			return s.operationObject(op)
		}
	case "Customer":
		if c := s.shop.Customer(n); c != nil {
			return s.customerObject(c)
		}
	case "Order":
		if o := s.shop.Order(n); o != nil {
			return s.orderObject(o)
		}
	case "Product":
		if p := s.shop.ProductByID(n); p != nil {
			return s.productObject(p)
		}
	case "ProductVariant":
		if p, v := s.shop.Variant(n); v != nil {
			return s.variantObject(p, v)
		}
	case "Collection":
		if c := s.shop.CollectionByID(n); c != nil {
			return s.collectionObject(c)
		}
	case "Shop":
		if n == s.shop.ID {
			return s.shopObject()
		}
	case "AppInstallation":
		if n == s.shop.Installed.ID {
			return s.installationObject()
		}
	case "MetafieldDefinition":
		for _, d := range s.shop.Definitions {
			if d.ID == n {
				return s.definitionObject(d)
			}
		}
	}
	return nil
}

// payload is a mutation's answer: what it made, or why not.
func (s *session) payload(typename, errorType string, value object, errs ...world.UserError) object {
	list := make([]any, 0, len(errs))
	for _, e := range errs {
		s.userErrors = append(s.userErrors, e.Message)
		o := object{"__typename": errorType, "message": e.Message, "field": nil}
		if e.Field != nil {
			o["field"] = anys(e.Field)
		}
		if errorType != "UserError" {
			o["code"], o["elementIndex"], o["extraInfo"] = world.OrNil(e.Code), nil, nil
		}
		if e.Element != nil {
			o["elementIndex"] = *e.Element
		}
		list = append(list, o)
	}
	value["__typename"], value["userErrors"] = typename, list
	return value
}

// texts reads a list; one value alone stands for a list of one, as GraphQL says.
func texts(a args, name string) []string {
	if one, ok := a[name].(string); ok {
		return []string{one}
	}
	list, _ := a[name].([]any)
	out := make([]string, 0, len(list))
	for _, item := range list {
		if s, ok := item.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
