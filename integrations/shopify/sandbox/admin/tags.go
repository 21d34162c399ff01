package admin

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Shopify's limits on tags.
const (
	maxTags        = 250
	maxTagCustomer = 255
	maxTagOrder    = 40
)

// tagsAdd adds tags to what stands there.
func (s *session) tagsAdd(a args) (any, error) {
	return s.changeTags("tagsAdd", "TagsAddPayload", a, world.AddTags)
}

// tagsRemove removes tags; what is not there is already removed.
func (s *session) tagsRemove(a args) (any, error) {
	return s.changeTags("tagsRemove", "TagsRemovePayload", a, world.RemoveTags)
}

func (s *session) changeTags(root, payloadType string, a args, change func(old, given []string) []string) (any, error) {
	given := world.SplitTags(texts(a, "tags"))
	if len(given) > maxTags {
		return nil, tooMany(root, "tags", len(given), maxTags)
	}
	id := world.Text(a, "id")
	kind, n, _ := world.ParseGID(id)
	refused := func(message string) (any, error) {
		return s.payload(payloadType, "UserError", object{"node": nil}, world.UserError{Field: []string{"id"}, Message: message}), nil
	}
	var tags *[]string
	limit := maxTagCustomer
	c, o := s.shop.Customer(n), s.shop.Order(n)
	switch {
	case kind == "Customer" && c != nil:
		tags = &c.Tags
	case kind == "Order" && o != nil:
		tags, limit = &o.Tags, maxTagOrder
	default:
		return refused(kind + " does not exist")
	}
	if !s.allowed(kind, "write") {
		return refused("Access denied")
	}
	for _, tag := range given {
		if utf8.RuneCountInString(tag) > limit {
			return s.payload(payloadType, "UserError", object{"node": nil},
				world.UserError{Field: []string{"tags"}, Message: fmt.Sprintf("Tags can't contain more than %d characters", limit)}), nil
		}
	}
	next := change(*tags, given)
	if len(next) > maxTags {
		return s.payload(payloadType, "UserError", object{"node": nil}, world.UserError{Field: []string{"tags"}, Message: "exceeds the limit of tags"}), nil
	}
	if !slices.Equal(*tags, next) {
		*tags = next
		s.tagged(c, o, kind)
	}
	return s.payload(payloadType, "UserError", object{"node": s.node(id)}), nil
}

func (s *session) tagged(c *world.Customer, o *world.Order, kind string) {
	if kind == "Customer" {
		s.world.Touch(s.shop, c)
		return
	}
	s.world.TouchOrder(s.shop, o)
}
