package admin

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) tagRoots() map[string]field {
	return map[string]field{"Mutation.tagsAdd": s.tagsAdd, "Mutation.tagsRemove": s.tagsRemove}
}

// tagged is a record that has tags.
type tagged struct {
	tags    *[]string
	longest int
	remove  func(old, given []string) []string
	changed func(before []string)
}

// taggable are the kinds that have tags in Shopify.
var taggable = []string{"Article", "Customer", "DraftOrder", "Order", "Product"}

func (s *session) tagged(kind string, id int64) (tagged, bool) {
	switch kind {
	case "Customer":
		if c := s.shop.Customer(id); c != nil {
			return tagged{&c.Tags, world.MaxTagCustomer, world.RemoveTags, func(before []string) {
				s.world.Touch(s.shop, c)
				s.world.AnnounceTags(s.shop, c, before)
			}}, true
		}
	case "Order":
		if o := s.shop.Order(id); o != nil {
			return tagged{&o.Tags, world.MaxTagOrder, world.RemoveExactTags, func([]string) { s.world.TouchOrder(s.shop, o) }}, true
		}
	case "Product":
		if p := s.shop.ProductByID(id); p != nil {
			return tagged{&p.Tags, world.MaxTagCustomer, world.RemoveTags, func([]string) { s.world.TouchProduct(s.shop, p) }}, true
		}
	}
	return tagged{}, false
}

// tagsAdd adds tags to what stands there.
func (s *session) tagsAdd(a args) (any, error) {
	return s.changeTags("tagsAdd", "TagsAddPayload", a, func(t tagged, given []string) []string { return world.AddTags(*t.tags, given) })
}

// tagsRemove removes tags; what is not there is already removed.
func (s *session) tagsRemove(a args) (any, error) {
	return s.changeTags("tagsRemove", "TagsRemovePayload", a, func(t tagged, given []string) []string { return t.remove(*t.tags, given) })
}

func (s *session) changeTags(root, payloadType string, a args, change func(t tagged, given []string) []string) (any, error) {
	listed := texts(a, "tags")
	if len(listed) > world.MaxTags {
		return nil, tooMany(root, "tags", len(listed))
	}
	refused := func(field, message string) (any, error) {
		return s.payload(payloadType, "UserError", object{"node": nil}, world.UserError{Field: []string{field}, Message: message}), nil
	}
	id := world.Text(a, "id")
	kind, n, _ := world.ParseGID(id)
	if !slices.Contains(taggable, kind) {
		return nil, graphql.Coded("RESOURCE_NOT_FOUND", "invalid id")
	}
	if !s.allowed(kind, "write") {
		return nil, denied(root, "`write_"+resources[kind]+"` access scope.")
	}
	t, ok := s.tagged(kind, n)
	if !ok {
		return refused("id", kind+" does not exist")
	}
	given, before := world.SplitTags(listed), *t.tags
	for _, tag := range given {
		if root == "tagsAdd" && utf8.RuneCountInString(tag) > t.longest {
			return refused("tags", fmt.Sprintf("Tags is too long (maximum is %d characters)", t.longest))
		}
	}
	next := change(t, given)
	if len(next) > world.MaxTags {
		return refused("tags", fmt.Sprintf("Tags cannot be more than %d", world.MaxTags))
	}
	if !slices.Equal(before, next) {
		*t.tags = next
		t.changed(before)
	}
	return s.payload(payloadType, "UserError", object{"node": s.node(id)}), nil
}
