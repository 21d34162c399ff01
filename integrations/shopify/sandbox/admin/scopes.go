package admin

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/schema"
)

var scopeName = regexp.MustCompile("`((?:read|write)_[a-z_]+)`")

// wanted is what a type or field wants an app to be granted: any one of the
// scopes its note names, for Shopify words alternatives ("a or b").
type wanted struct {
	note   string
	scopes []string
}

// readWanted reads the notes of types and fields. A field without one of its own
// wants what it shows wants: its type, or the nodes of its connection.
func readWanted(schema *ast.Schema, access schema.Access) map[string]wanted {
	out := map[string]wanted{}
	add := func(coordinate, note string) {
		var scopes []string
		for _, m := range scopeName.FindAllStringSubmatch(note, -1) {
			scopes = append(scopes, m[1])
		}
		if scopes != nil {
			out[coordinate] = wanted{note, scopes}
		}
	}
	for name, note := range access.Types {
		add(name, note)
	}
	for _, def := range schema.Types {
		for _, f := range def.Fields {
			coordinate := def.Name + "." + f.Name
			add(coordinate, cmp.Or(access.Fields[coordinate], access.Types[shown(schema, f)]))
		}
	}
	return out
}

// shown is the type of what a field shows.
func shown(schema *ast.Schema, f *ast.FieldDefinition) string {
	name := f.Type.Name()
	if strings.HasSuffix(name, "Connection") {
		edge := schema.Types[name].Fields.ForName("edges").Type.Name()
		return schema.Types[edge].Fields.ForName("node").Type.Name()
	}
	return name
}

// permit holds a type or field against the scopes the merchant granted, writing
// including reading, and level 2 customer data against the app's approval.
func (s *session) permit(coordinate string) *graphql.Error {
	short := coordinate[strings.Index(coordinate, ".")+1:]
	if _, marked := s.access.Protected[coordinate]; marked && s.world.Faults.DenyProtected {
		return graphql.Coded("ACCESS_DENIED", fmt.Sprintf("This app is not approved to use the %s field. "+
			"See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.", short))
	}
	if w, ok := s.wanted[coordinate]; ok && !slices.ContainsFunc(w.scopes, s.grant.Has) {
		return denied(short, w.note)
	}
	return nil
}

// denied is the answer to who lacks the scopes a field wants.
func denied(field, note string) *graphql.Error {
	err := graphql.Coded("ACCESS_DENIED", "Access denied for "+field+" field. Required access: "+note)
	err.Extensions["requiredAccess"], err.Extensions["documentation"] = note, "https://shopify.dev/api/usage/access-scopes"
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
	"DiscountCodeNode": "discounts",
}

const maxListed = 250 // in any list of a request

// tooMany is what Shopify answers for a list longer than it takes.
func tooMany(root, argument string, size int) error {
	err := graphql.Coded("MAX_INPUT_SIZE_EXCEEDED",
		fmt.Sprintf("The input array size of %d is greater than the maximum allowed of %d.", size, maxListed))
	err.Path = []any{root, argument}
	return err
}
