package admin

import (
	"fmt"
	"strconv"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// owner is what a metafield hangs on.
type owner struct {
	kind   string
	id     int64
	fields *world.Metafields
	touch  func()
}

func (s *session) owner(id string) (owner, bool) {
	kind, n, ok := world.ParseGID(id)
	if !ok {
		return owner{}, false
	}
	o := owner{kind: kind, id: n, touch: func() {}}
	switch kind {
	case "Customer":
		if c := s.shop.Customer(n); c != nil {
			o.fields, o.touch = &c.Metafields, func() { c.UpdatedAt = s.world.Now() }
		}
	case "Order":
		if order := s.shop.Order(n); order != nil {
			o.fields, o.touch = &order.Metafields, func() { order.UpdatedAt = s.world.Now() }
		}
	case "Shop":
		if n == s.shop.ID {
			o.fields = &s.shop.Metafields
		}
	case "AppInstallation":
		if n == s.shop.Installed.ID {
			o.fields = &s.shop.Installed.Metafields
		}
	}
	return o, o.fields != nil
}

// wish is one checked element of metafieldsSet.
type wish struct {
	owner
	*world.Metafield
}

// metafieldsSet writes at most 25 values, all or none.
func (s *session) metafieldsSet(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > 25 {
		return nil, tooMany("metafieldsSet", "metafields", len(inputs), 25)
	}
	var wishes []wish
	var errs []world.UserError
	for i, input := range inputs {
		in, _ := input.(map[string]any)
		w, bad := s.wish(in)
		if bad != nil {
			bad.Field = append([]string{"metafields", strconv.Itoa(i)}, bad.Field...)
			bad.Index = i
			errs = append(errs, *bad)
			continue
		}
		wishes = append(wishes, w)
	}
	if len(errs) > 0 {
		return s.payload("MetafieldsSetPayload", "MetafieldsSetUserError", object{"metafields": nil}, errs...), nil
	}
	written := make([]any, 0, len(wishes))
	for _, w := range wishes {
		written = append(written, s.metafieldObject(s.write(w), w.owner))
	}
	return s.payload("MetafieldsSetPayload", "MetafieldsSetUserError", object{"metafields": written}), nil
}

func (s *session) wish(in args) (wish, *world.UserError) {
	o, ok := s.owner(world.Text(in, "ownerId"))
	if !ok {
		return wish{}, &world.UserError{Field: []string{"ownerId"}, Message: "Owner does not exist.", Code: "INVALID"}
	}
	m := &world.Metafield{Namespace: world.Namespace(world.Text(in, "namespace")), Key: world.Text(in, "key"), Type: world.Text(in, "type"), Value: world.Text(in, "value")}
	defined := s.shop.Definition(o.kind, m.Namespace, m.Key)
	switch {
	case !s.allowed(o.kind, "write"), world.Foreign(m.Namespace):
		return wish{}, &world.UserError{Message: "Access to this namespace and key on this resource type is not allowed.", Code: "APP_NOT_AUTHORIZED"}
	case !world.NamespaceForm.MatchString(m.Namespace):
		return wish{}, &world.UserError{Field: []string{"namespace"}, Message: "Namespace must be 3 to 255 letters, digits, hyphens or underscores", Code: "INVALID"}
	case !world.KeyForm.MatchString(m.Key):
		return wish{}, &world.UserError{Field: []string{"key"}, Message: "Key must be 2 to 64 letters, digits, hyphens or underscores", Code: "INVALID"}
	case m.Type == "" && defined == nil:
		return wish{}, &world.UserError{Field: []string{"type"}, Message: "Type can't be blank", Code: "BLANK"}
	case m.Type == "":
		m.Type = defined.Type
	case defined != nil && m.Type != defined.Type:
		return wish{}, &world.UserError{Field: []string{"type"}, Message: fmt.Sprintf("Type '%s' must be consistent with the definition's type '%s'", m.Type, defined.Type), Code: "INVALID_TYPE"}
	}
	if bad := world.CheckValue(m.Type, m.Value); bad != nil {
		return wish{}, bad
	}
	return wish{o, m}, s.compare(in, (*o.fields)[m.Name()])
}

// compare is compareDigest: a compare-and-set, null meaning "not there yet".
func (s *session) compare(in args, stored *world.Metafield) *world.UserError {
	want, given := in["compareDigest"]
	if !given {
		return nil
	}
	if want == nil && stored == nil || want != nil && stored != nil && want == stored.Digest() {
		return nil
	}
	return &world.UserError{Field: []string{"compareDigest"}, Message: "The resource has been updated since it was loaded", Code: "STALE_OBJECT"}
}

func (s *session) write(w wish) *world.Metafield {
	if *w.fields == nil {
		*w.fields = world.Metafields{}
	}
	now := s.world.Now()
	w.UpdatedAt, w.CreatedAt = now, now
	if old := (*w.fields)[w.Name()]; old != nil {
		w.ID, w.CreatedAt = old.ID, old.CreatedAt
	} else {
		w.ID = s.world.NewID()
	}
	(*w.fields)[w.Name()] = w.Metafield
	w.touch()
	return w.Metafield
}

// metafieldsDelete removes values; what is not there is already removed.
func (s *session) metafieldsDelete(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > 250 {
		return nil, tooMany("metafieldsDelete", "metafields", len(inputs), 250)
	}
	deleted := make([]any, 0, len(inputs))
	for i, input := range inputs {
		in, _ := input.(map[string]any)
		o, ok := s.owner(world.Text(in, "ownerId"))
		ns := world.Namespace(world.Text(in, "namespace"))
		if !ok || !s.allowed(o.kind, "write") || world.Foreign(ns) {
			return s.payload("MetafieldsDeletePayload", "UserError", object{"deletedMetafields": nil},
				world.UserError{Field: []string{"metafields", strconv.Itoa(i), "ownerId"}, Message: "Owner does not exist."}), nil
		}
		name := ns + "." + world.Text(in, "key")
		if (*o.fields)[name] == nil {
			deleted = append(deleted, nil)
			continue
		}
		delete(*o.fields, name)
		o.touch()
		deleted = append(deleted, object{"__typename": "MetafieldIdentifier", "ownerId": world.Text(in, "ownerId"), "namespace": ns, "key": world.Text(in, "key")})
	}
	return s.payload("MetafieldsDeletePayload", "UserError", object{"deletedMetafields": deleted}), nil
}

func (s *session) metafieldObject(m *world.Metafield, o owner) object {
	return object{
		"__typename": "Metafield", "id": world.GID("Metafield", m.ID), "namespace": m.Namespace, "key": m.Key,
		"type": m.Type, "value": m.Value, "compareDigest": m.Digest(), "createdAt": m.CreatedAt, "updatedAt": m.UpdatedAt,
		"ownerType": world.OwnerType(o.kind), "legacyResourceId": strconv.FormatInt(m.ID, 10), "sizeInBytes": len(m.Value),
		"owner":     field(func(args) (any, error) { return s.node(world.GID(o.kind, o.id)), nil }),
		"jsonValue": field(func(args) (any, error) { return m.JSON(), nil }),
		"definition": field(func(args) (any, error) {
			if d := s.shop.Definition(o.kind, m.Namespace, m.Key); d != nil {
				return s.definitionObject(d), nil
			}
			return nil, nil
		}),
	}
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
		var list []object
		for _, name := range world.Sorted(*own.fields) {
			m := (*own.fields)[name]
			if world.Foreign(m.Namespace) || a["namespace"] != nil && world.Namespace(world.Text(a, "namespace")) != m.Namespace {
				continue
			}
			list = append(list, s.metafieldObject(m, own))
		}
		return graphql.Connection("MetafieldConnection", list)(a)
	})
	return o
}
