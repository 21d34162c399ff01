package admin

import (
	"cmp"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) metafieldObject(m *world.Metafield, o owner) object {
	return object{
		"__typename": "Metafield", "id": world.GID("Metafield", m.ID), "namespace": m.Namespace, "key": m.Key,
		"type": m.Type, "value": m.Value, "compareDigest": m.Digest(), "createdAt": m.CreatedAt, "updatedAt": m.UpdatedAt,
		"ownerType": world.OwnerType(o.kind), "legacyResourceId": world.Number(m.ID), "sizeInBytes": len(m.Value),
		"description": nil, "translations": []any{},
		"owner":      field(func(args) (any, error) { return s.node(world.GID(o.kind, o.id)), nil }),
		"jsonValue":  field(func(args) (any, error) { return m.JSON(), nil }),
		"reference":  field(func(args) (any, error) { return s.referred(m.Type, m.Value), nil }),
		"references": field(func(a args) (any, error) { return s.references(m, a) }),
		"definition": field(func(args) (any, error) {
			if d := s.shop.Definition(o.kind, m.Namespace, m.Key); d != nil {
				return s.definitionObject(d), nil
			}
			return nil, nil
		}),
	}
}

// referred is the record a reference names; nil for what is no reference.
func (s *session) referred(kind, value string) any {
	if !strings.HasSuffix(kind, "_reference") || strings.HasPrefix(kind, "list.") {
		return nil
	}
	return s.node(value)
}

func (s *session) references(m *world.Metafield, a args) (any, error) {
	element, list := strings.CutPrefix(m.Type, "list.")
	if !list || !strings.HasSuffix(element, "_reference") {
		return nil, nil
	}
	var found []object
	for _, id := range m.Elements() {
		if o, ok := s.node(id).(object); ok {
			found = append(found, o)
		}
	}
	return graphql.Connection("MetafieldReferenceConnection", found)(a)
}

// withMetafields adds the two fields every owner has.
func (s *session) withMetafields(o object, own owner) object {
	o["metafield"] = field(func(a args) (any, error) {
		m := (*own.fields)[world.Namespace(world.Text(a, "namespace"))+"."+world.Text(a, "key")]
		if m == nil || world.Foreign(m.Namespace) {
			return nil, nil
		}
		return s.metafieldObject(m, own), nil
	})
	o["metafields"] = field(func(a args) (any, error) {
		list := chosen(*own.fields, a)
		return graphql.Page("MetafieldConnection", list,
			func(m *world.Metafield) graphql.Mark { return graphql.Mark{ID: m.ID, Value: m.ID} },
			func(m *world.Metafield) any { return s.metafieldObject(m, own) })(a)
	})
	return o
}

// chosen are the metafields a connection's arguments ask for, the oldest first.
func chosen(fields world.Metafields, a args) []*world.Metafield {
	wanted := func(m *world.Metafield) bool { return !world.Foreign(m.Namespace) }
	if a["namespace"] != nil {
		ns := world.Namespace(world.Text(a, "namespace"))
		wanted = func(m *world.Metafield) bool { return m.Namespace == ns }
	}
	keys := texts(a, "keys")
	for i, key := range keys {
		if ns, name, ok := world.CutLast(key, "."); ok {
			keys[i] = world.Namespace(ns) + "." + name
		}
	}
	var out []*world.Metafield
	for _, m := range fields {
		if wanted(m) && (a["keys"] == nil || slices.Contains(keys, m.Name()) || a["namespace"] != nil && slices.Contains(keys, m.Key)) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(x, y *world.Metafield) int { return cmp.Compare(x.ID, y.ID) })
	if a["reverse"] == true {
		slices.Reverse(out)
	}
	return out
}
