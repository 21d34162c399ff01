// Package account owns the sandbox's Customer Account API: what extensions in
// customer accounts ask in the name of the shopper who is logged in. It shows of
// metafields only what a definition opens to customer accounts. What the sandbox
// does not have answers an error that names it, never a silent null.
package account

import (
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
	"github.com/askwell/askwell/integrations/shopify/schema"
)

// API answers the Customer Account API of every shop. Safe for concurrent use.
type API struct {
	world  *world.World
	schema *ast.Schema
	access schema.Access
}

// New reads the schema and what each field of it asks for.
func New(w *world.World) (*API, error) {
	parsed, err := schema.Customer()
	if err != nil {
		return nil, err
	}
	access, err := schema.CustomerAccess()
	return &API{w, parsed, access}, err
}

// Short names for what every resolver handles.
type (
	object = graphql.Object
	field  = graphql.Field
	args   = map[string]any
)

// session is one request's view of a shop: whose account it is.
type session struct {
	*API
	shop     *world.Shop
	customer *world.Customer // nil: nobody is logged in
}

// Answer runs one request of the app's extensions for whoever is logged in to a
// shop, nil for nobody, and gives the response's body. The caller holds the
// world's lock.
func (a *API) Answer(shop *world.Shop, c *world.Customer, req graphql.Request) any {
	op, errs := graphql.Prepare(a.schema, req)
	if errs != nil {
		return graphql.Ordered{{Key: "errors", Value: errs}}
	}
	s := &session{a, shop, c}
	result := op.Run(s.root, s.permit)
	out := graphql.Ordered{{Key: "data", Value: result.Data}}
	if len(result.Errors) > 0 {
		out = append(out, graphql.Member{Key: "errors", Value: result.Errors})
	}
	return out
}

// root is the list of everything the sandbox answers.
func (s *session) root(name string) (field, bool) {
	f, ok := map[string]field{
		"QueryRoot.customer": func(args) (any, error) { return s.customerObject(), nil },
		"QueryRoot.order":    s.queryOrder,
		"QueryRoot.shop":     func(args) (any, error) { return s.shopObject(), nil },

		"Mutation.customerEmailMarketingSubscribe":   s.consent("SUBSCRIBED", "CustomerEmailMarketingSubscribePayload"),
		"Mutation.customerEmailMarketingUnsubscribe": s.consent("UNSUBSCRIBED", "CustomerEmailMarketingUnsubscribePayload"),
		"Mutation.customerUpdate":                    s.customerUpdate,
		"Mutation.metafieldsDelete":                  s.metafieldsDelete,
		"Mutation.metafieldsSet":                     s.metafieldsSet,
	}[name]
	return f, ok
}

var scopeName = regexp.MustCompile("`((?:customer_)?(?:read|write)_[a-z_]+)`")

// permit holds a type or field against the app's scopes and the shopper's login.
// Shopify's notes name alternatives; any one of them is enough.
func (s *session) permit(coordinate string) *graphql.Error {
	note := s.access.Fields[coordinate]
	if note == "" {
		note = s.access.Types[coordinate]
	}
	short := coordinate[strings.Index(coordinate, ".")+1:]
	if _, marked := s.access.Protected[coordinate]; marked && s.world.Faults.DenyProtected {
		return graphql.Coded("ACCESS_DENIED", "This app is not approved to use the "+short+" field. "+
			"See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.")
	}
	needed := scopeName.FindAllStringSubmatch(note, -1)
	if len(needed) == 0 || slices.ContainsFunc(needed, func(m []string) bool { return s.has(m[1]) }) {
		return nil
	}
	err := graphql.Coded("ACCESS_DENIED", "Access denied for "+short+" field. Required access: "+note)
	err.Extensions["requiredAccess"] = note
	return err
}

// has reports whether a scope is there. Those that end in "authenticated" come
// with the shopper's login, the others are granted to the app; writing includes
// reading.
func (s *session) has(scope string) bool {
	if strings.HasSuffix(scope, "_unauthenticated") {
		return true
	}
	if strings.HasSuffix(scope, "authenticated") {
		return s.customer != nil
	}
	if s.shop.Installed == nil {
		return false
	}
	granted := s.shop.Installed.Scopes
	return slices.Contains(granted, scope) || slices.Contains(granted, strings.Replace(scope, "read_", "write_", 1))
}

// refusal is one entry of a mutation's userErrors.
func refusal(typename string, e world.UserError) object {
	var path any
	if e.Field != nil {
		names := make([]any, len(e.Field))
		for i, name := range e.Field {
			names[i] = name
		}
		path = names
	}
	return object{"__typename": typename, "field": path, "message": e.Message, "code": world.OrNil(e.Code), "elementIndex": nil}
}
