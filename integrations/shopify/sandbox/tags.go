package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Shopify's limits on tags.
const (
	maxTags        = 250
	maxTagCustomer = 255
	maxTagOrder    = 40
)

// tagsAdd adds tags to what stands there.
func (s *session) tagsAdd(a args) (any, error) {
	return s.changeTags("tagsAdd", "TagsAddPayload", a, addTags)
}

// tagsRemove removes tags; what is not there is already removed.
func (s *session) tagsRemove(a args) (any, error) {
	return s.changeTags("tagsRemove", "TagsRemovePayload", a, removeTags)
}

func (s *session) changeTags(root, payloadType string, a args, change func(old, given []string) []string) (any, error) {
	given := splitTags(texts(a, "tags"))
	if len(given) > maxTags {
		return nil, tooMany(root, "tags", len(given), maxTags)
	}
	id := text(a, "id")
	kind, n, _ := parseGID(id)
	refused := func(message string) (any, error) {
		return s.payload(payloadType, "UserError", object{"node": nil}, userError{Field: []string{"id"}, Message: message}), nil
	}
	var tags *[]string
	limit := maxTagCustomer
	c, o := s.shop.customer(n), s.shop.order(n)
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
				userError{Field: []string{"tags"}, Message: fmt.Sprintf("Tags can't contain more than %d characters", limit)}), nil
		}
	}
	next := change(*tags, given)
	if len(next) > maxTags {
		return s.payload(payloadType, "UserError", object{"node": nil}, userError{Field: []string{"tags"}, Message: "exceeds the limit of tags"}), nil
	}
	if !slices.Equal(*tags, next) {
		*tags = next
		s.tagged(c, o, kind)
	}
	return s.payload(payloadType, "UserError", object{"node": s.node(id)}), nil
}

func (s *session) tagged(c *customer, o *order, kind string) {
	if kind == "Customer" {
		s.touch(s.shop, c)
		return
	}
	s.touchOrder(s.shop, o)
}

// splitTags cuts at commas, which Shopify reads as separators.
func splitTags(given []string) []string {
	var out []string
	for _, entry := range given {
		for tag := range strings.SplitSeq(entry, ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
				out = append(out, tag)
			}
		}
	}
	return out
}

// addTags keeps tags sorted and, like Shopify, unique whatever their case.
func addTags(old, given []string) []string {
	next := slices.Clone(old)
	for _, tag := range splitTags(given) {
		if !hasTag(next, tag) {
			next = append(next, tag)
		}
	}
	slices.SortFunc(next, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return next
}

func removeTags(old, given []string) []string {
	return slices.DeleteFunc(slices.Clone(old), func(tag string) bool { return hasTag(given, tag) })
}

func hasTag(tags []string, wanted string) bool {
	return slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, wanted) })
}
