package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

var scopeName = regexp.MustCompile("`((?:read|write)_[a-z_]+)`")

// permit holds a root field against the scopes the merchant granted. Shopify's
// notes name alternatives ("a or b") in words; any one of them is enough, and
// writing includes reading.
func (s *session) permit(name string) error {
	needed := scopeName.FindAllStringSubmatch(s.access.Fields[name], -1)
	if len(needed) == 0 {
		return nil
	}
	for _, m := range needed {
		if s.grant.has(m[1]) {
			return nil
		}
	}
	root := name[strings.Index(name, ".")+1:]
	err := graphql.Coded("ACCESS_DENIED", "Access denied for "+root+" field. Required access: "+s.access.Fields[name])
	err.Extensions["requiredAccess"] = s.access.Fields[name]
	return err
}

// allowed holds the type of an owner against the scopes: metafields and tags
// ask for the scope of what they hang on.
func (s *session) allowed(kind, verb string) bool {
	resource, ok := map[string]string{"Customer": "customers", "Order": "orders"}[kind]
	return !ok || s.grant.has(verb+"_"+resource)
}

func (g *grant) has(scope string) bool {
	return slices.Contains(g.Scopes, scope) ||
		slices.Contains(g.Scopes, strings.Replace(scope, "read_", "write_", 1))
}

// protected wraps level 2 customer data: null and an error beside the data
// while the app is not approved for it.
func (s *session) protected(name string, value any) field {
	return func(args) (any, error) {
		if _, marked := s.access.Protected[name]; !marked || !s.world.Faults.DenyProtected {
			return value, nil
		}
		short := name[strings.Index(name, ".")+1:]
		return graphql.Partial{Err: graphql.Coded("ACCESS_DENIED",
			fmt.Sprintf("This app is not approved to use the %s field. See https://shopify.dev/docs/apps/launch/protected-customer-data", short))}, nil
	}
}

// tooMany is what Shopify answers for a list longer than it takes.
func tooMany(root, argument string, size, limit int) error {
	err := graphql.Coded("MAX_INPUT_SIZE_EXCEEDED",
		fmt.Sprintf("The input array size of %d is greater than the maximum allowed of %d.", size, limit))
	err.Path = []any{root, argument}
	return err
}
