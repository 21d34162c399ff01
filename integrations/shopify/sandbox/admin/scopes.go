package admin

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

var scopeName = regexp.MustCompile("`((?:read|write)_[a-z_]+)`")

// permit holds a type or field against the scopes the merchant granted, and
// level 2 customer data against the app's approval. Shopify's notes name
// alternatives ("a or b") in words; any one of them is enough, and writing
// includes reading.
func (s *session) permit(coordinate string) *graphql.Error {
	note := s.access.Fields[coordinate]
	if note == "" {
		note = s.access.Types[coordinate]
	}
	short := coordinate[strings.Index(coordinate, ".")+1:]
	if _, marked := s.access.Protected[coordinate]; marked && s.world.Faults.DenyProtected {
		return graphql.Coded("ACCESS_DENIED", fmt.Sprintf("This app is not approved to use the %s field. "+
			"See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.", short))
	}
	needed := scopeName.FindAllStringSubmatch(note, -1)
	if len(needed) == 0 || slices.ContainsFunc(needed, func(m []string) bool { return s.grant.Has(m[1]) }) {
		return nil
	}
	err := graphql.Coded("ACCESS_DENIED", "Access denied for "+short+". Required access: "+note)
	err.Extensions["requiredAccess"] = note
	return err
}

// allowed holds the type of an owner against the scopes: metafields and tags
// ask for the scope of what they hang on.
func (s *session) allowed(kind, verb string) bool {
	resource, ok := resources[kind]
	return !ok || s.grant.Has(verb+"_"+resource)
}

// resources are the kinds of record as scopes name them.
var resources = map[string]string{
	"Customer": "customers", "Order": "orders", "Product": "products", "ProductVariant": "products", "Collection": "products",
}

// tooMany is what Shopify answers for a list longer than it takes.
func tooMany(root, argument string, size, limit int) error {
	err := graphql.Coded("MAX_INPUT_SIZE_EXCEEDED",
		fmt.Sprintf("The input array size of %d is greater than the maximum allowed of %d.", size, limit))
	err.Path = []any{root, argument}
	return err
}
