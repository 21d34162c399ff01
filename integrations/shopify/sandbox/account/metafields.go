package account

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// owner is what a metafield hangs on.
type owner struct {
	kind   string
	id     int64
	fields *world.Metafields
}

// owner finds what the shopper may write to: herself and her orders.
func (s *session) owner(id string) (owner, bool) {
	if o := s.ownOrder(id); o != nil {
		return owner{"Order", o.ID, &o.Metafields}, true
	}
	if c := s.customer; c != nil && id == world.GID("Customer", c.ID) {
		return owner{"Customer", c.ID, &c.Metafields}, true
	}
	return owner{}, false
}

// opened reports whether a definition lets customer accounts do something with
// its values. Without a definition nothing is open.
func (s *session) opened(kind, ns, key string, to ...string) bool {
	d := s.shop.Definition(kind, ns, key)
	return d != nil && !world.Foreign(ns) && slices.Contains(to, d.AccessFor("customerAccount"))
}

// withMetafields adds the two fields every owner has. What is not there and what
// may not be seen look the same.
func (s *session) withMetafields(out object, o owner) object {
	find := func(in args) any {
		ns, key := world.Namespace(world.Text(in, "namespace")), world.Text(in, "key")
		m := (*o.fields)[ns+"."+key]
		if m == nil || !s.opened(o.kind, ns, key, "READ", "READ_WRITE") {
			return nil
		}
		return metafieldObject(m)
	}
	out["metafield"] = field(func(a args) (any, error) { return find(a), nil })
	out["metafields"] = field(func(a args) (any, error) {
		given, _ := a["identifiers"].([]any)
		if len(given) > maxIdentifiers {
			return nil, tooMany(len(given), maxIdentifiers)
		}
		list := make([]any, len(given))
		for i, one := range given {
			in, _ := one.(map[string]any)
			list[i] = find(in)
		}
		return list, nil
	})
	return out
}

// maxIdentifiers is the most any list of an input may hold; maxSet is that of
// metafieldsSet.
const (
	maxIdentifiers = 250
	maxSet         = 25
)

func tooMany(size, limit int) error {
	return graphql.Coded("MAX_INPUT_SIZE_EXCEEDED", fmt.Sprintf("The input array size of %d is greater than the maximum allowed of %d.", size, limit))
}

func metafieldObject(m *world.Metafield) object {
	return object{
		"__typename": "Metafield", "id": world.GID("Metafield", m.ID), "namespace": m.Namespace, "key": m.Key, "type": m.Type, "value": m.Value,
		"compareDigest": m.Digest(), "createdAt": m.CreatedAt, "updatedAt": m.UpdatedAt, "description": nil,
		"jsonValue": field(func(args) (any, error) { return m.JSON(), nil }),
	}
}

const notAllowed = "Access to this namespace and key on Metafields for this resource type is not allowed."

// metafieldsSet writes at most 25 values, all or none.
func (s *session) metafieldsSet(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > maxSet {
		return nil, tooMany(len(inputs), maxSet)
	}
	out := object{"__typename": "MetafieldsSetPayload", "metafields": nil}
	var refused []any
	var wishes []wish
	for i, given := range inputs {
		in, _ := given.(map[string]any)
		w, errs := s.wish(in)
		for _, e := range errs {
			e.Field = append([]string{"metafields", strconv.Itoa(i)}, e.Field...)
			one := refusal("MetafieldsSetUserError", e)
			if e.Element != nil {
				one["elementIndex"] = *e.Element
			}
			refused = append(refused, one)
		}
		wishes = append(wishes, w)
	}
	if out["userErrors"] = refused; len(refused) > 0 {
		return out, nil
	}
	out["userErrors"] = []any{}
	written := make([]any, len(wishes))
	for i, w := range wishes {
		s.world.SetMetafield(w.fields, w.Metafield)
		written[i] = metafieldObject(w.Metafield)
	}
	out["metafields"] = written
	s.changed()
	return out, nil
}

// wish is one checked element of metafieldsSet.
type wish struct {
	owner
	*world.Metafield
}

func (s *session) wish(in args) (wish, []world.UserError) {
	o, ok := s.owner(world.Text(in, "ownerId"))
	if !ok {
		return wish{}, []world.UserError{{Field: []string{"ownerId"}, Message: "Owner does not exist.", Code: "INVALID"}}
	}
	m := &world.Metafield{
		Namespace: world.Namespace(world.Text(in, "namespace")), Key: world.Text(in, "key"), Type: world.Text(in, "type"), Value: world.Text(in, "value"),
	}
	if !s.opened(o.kind, m.Namespace, m.Key, "READ_WRITE") || !s.has("customer_write_customers") {
		return wish{}, []world.UserError{{Message: notAllowed, Code: "APP_NOT_AUTHORIZED"}}
	}
	if want, given := in["compareDigest"]; given {
		stored := (*o.fields)[m.Name()]
		if (want == nil) != (stored == nil) || stored != nil && want != stored.Digest() {
			return wish{}, []world.UserError{{Field: []string{"compareDigest"}, Message: "The resource has been updated since it was loaded", Code: "STALE_OBJECT"}}
		}
	}
	return wish{o, m}, s.shop.FitMetafield(o.kind, m)
}

// metafieldsDelete removes values; what is not there is already removed.
func (s *session) metafieldsDelete(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > maxIdentifiers {
		return nil, tooMany(len(inputs), maxIdentifiers)
	}
	out := object{"__typename": "MetafieldsDeletePayload", "deletedMetafields": nil, "userErrors": []any{}}
	owners := make([]owner, len(inputs))
	for i, given := range inputs {
		in, _ := given.(map[string]any)
		o, ok := s.owner(world.Text(in, "ownerId"))
		ns := world.Namespace(world.Text(in, "namespace"))
		if !ok || !s.opened(o.kind, ns, world.Text(in, "key"), "READ_WRITE") || !s.has("customer_write_customers") {
			out["userErrors"] = []any{refusal("MetafieldsDeleteUserError", world.UserError{Field: []string{"metafields", strconv.Itoa(i)}, Message: notAllowed, Code: "APP_NOT_AUTHORIZED"})}
			return out, nil
		}
		owners[i] = o
	}
	deleted := make([]any, len(inputs))
	for i, given := range inputs {
		in, _ := given.(map[string]any)
		ns, key := world.Namespace(world.Text(in, "namespace")), world.Text(in, "key")
		if _, there := (*owners[i].fields)[ns+"."+key]; there {
			delete(*owners[i].fields, ns+"."+key)
			deleted[i] = object{"__typename": "MetafieldIdentifier", "ownerId": world.Text(in, "ownerId"), "namespace": ns, "key": key}
		}
	}
	out["deletedMetafields"] = deleted
	s.changed()
	return out, nil
}

// changed tells subscribers, and the saver, that her record is another.
func (s *session) changed() {
	s.world.Touch(s.shop, s.customer)
	s.world.Changed()
}
