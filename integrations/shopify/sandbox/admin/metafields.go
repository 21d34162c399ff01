package admin

import (
	"fmt"
	"strconv"

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
	case "Product":
		if p := s.shop.ProductByID(n); p != nil {
			o.fields, o.touch = &p.Metafields, func() { p.UpdatedAt = s.world.Now() }
		}
	case "ProductVariant":
		if _, v := s.shop.Variant(n); v != nil {
			o.fields, o.touch = &v.Metafields, func() { v.UpdatedAt = s.world.Now() }
		}
	case "Collection":
		if c := s.shop.CollectionByID(n); c != nil {
			o.fields, o.touch = &c.Metafields, func() { c.UpdatedAt = s.world.Now() }
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

const maxSet = 25

// metafieldsSet writes at most 25 values, all or none.
func (s *session) metafieldsSet(a args) (any, error) {
	answer := func(written any, errs ...world.UserError) (any, error) {
		return s.payload("MetafieldsSetPayload", "MetafieldsSetUserError", object{"metafields": written}, errs...), nil
	}
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > maxSet {
		return answer(nil, world.UserError{
			Field: []string{"metafields"}, Code: "LESS_THAN_OR_EQUAL_TO",
			Message: fmt.Sprintf("Exceeded the maximum metafields input limit of %d.", maxSet),
		})
	}
	var wishes []wish
	var errs []world.UserError
	for i, input := range inputs {
		in, _ := input.(args)
		w, bad := s.fit(in)
		for _, e := range bad {
			e.Field = append([]string{"metafields", strconv.Itoa(i)}, e.Field...)
			errs = append(errs, e)
		}
		wishes = append(wishes, w)
	}
	written := make([]any, 0, len(wishes))
	if len(errs) > 0 {
		return answer(written, errs...)
	}
	for _, w := range wishes {
		written = append(written, s.metafieldObject(s.write(w), w.owner))
	}
	return answer(written)
}

// wish checks one metafield and answers the first thing wrong with it.
func (s *session) wish(in args) (wish, *world.UserError) {
	w, errs := s.fit(in)
	if len(errs) > 0 {
		return w, &errs[0]
	}
	return w, nil
}

// fit checks one metafield and answers all that is wrong with it.
func (s *session) fit(in args) (wish, []world.UserError) {
	o, ok := s.owner(world.Text(in, "ownerId"))
	if !ok {
		return wish{}, []world.UserError{{Field: []string{"ownerId"}, Message: "Owner does not exist.", Code: "INVALID_VALUE"}}
	}
	m := &world.Metafield{Namespace: world.Namespace(world.Text(in, "namespace")), Key: world.Text(in, "key"), Type: world.Text(in, "type"), Value: world.Text(in, "value")}
	if !s.allowed(o.kind, "write") {
		return wish{}, []world.UserError{{Message: notAllowed, Code: "APP_NOT_AUTHORIZED"}}
	}
	if errs := s.shop.FitMetafield(o.kind, m); errs != nil {
		return wish{}, errs
	}
	if !s.shop.Unique(o.kind, *o.fields, m) {
		return wish{}, []world.UserError{{Field: []string{"value"}, Message: "Value is already assigned to another resource.", Code: "TAKEN"}}
	}
	if bad := compare(in, (*o.fields)[m.Name()]); bad != nil {
		return wish{}, []world.UserError{*bad}
	}
	return wish{o, m}, nil
}

const notAllowed = "Access to this namespace and key on Metafields for this resource type is not allowed."

// compare is compareDigest: a compare-and-set, null meaning "not there yet".
func compare(in args, stored *world.Metafield) *world.UserError {
	want, given := in["compareDigest"]
	switch {
	case !given, want == nil && stored == nil, want != nil && stored != nil && want == stored.Digest():
		return nil
	case stored == nil:
		return &world.UserError{Message: "Invalid `compareDigest` value.", Code: "INVALID_COMPARE_DIGEST"}
	}
	return &world.UserError{
		Message: "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.", Code: "STALE_OBJECT",
	}
}

func (s *session) write(w wish) *world.Metafield {
	s.world.SetMetafield(w.fields, w.Metafield)
	w.touch()
	return w.Metafield
}

// metafieldsDelete removes values, all or none; what is not there is already
// removed.
func (s *session) metafieldsDelete(a args) (any, error) {
	inputs, _ := a["metafields"].([]any)
	if len(inputs) > 250 {
		return nil, tooMany("metafieldsDelete", "metafields", len(inputs))
	}
	answer := func(deleted []any, errs ...world.UserError) (any, error) {
		return s.payload("MetafieldsDeletePayload", "UserError", object{"deletedMetafields": deleted}, errs...), nil
	}
	for i, input := range inputs {
		in, _ := input.(args)
		o, ok := s.owner(world.Text(in, "ownerId"))
		switch {
		case world.Foreign(world.Namespace(world.Text(in, "namespace"))), ok && !s.allowed(o.kind, "write"):
			return answer([]any{}, world.UserError{Field: []string{"metafields"}, Message: notAllowed})
		case !ok:
			return answer([]any{}, world.UserError{Field: []string{"metafields", strconv.Itoa(i), "ownerId"}, Message: "Owner does not exist."})
		}
	}
	deleted := make([]any, len(inputs))
	for i, input := range inputs {
		in, _ := input.(args)
		deleted[i] = s.deleteMetafield(in)
	}
	return answer(deleted)
}

func (s *session) deleteMetafield(in args) any {
	o, _ := s.owner(world.Text(in, "ownerId"))
	ns, key := world.Namespace(world.Text(in, "namespace")), world.Text(in, "key")
	if (*o.fields)[ns+"."+key] == nil {
		return nil
	}
	delete(*o.fields, ns+"."+key)
	o.touch()
	return object{"__typename": "MetafieldIdentifier", "ownerId": world.Text(in, "ownerId"), "namespace": ns, "key": key}
}
