package admin

import (
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

var absentCollection = []string{"image", "publications", "seo", "sources", "templateSuffix"}

func (s *session) collectionCreate(a args) (any, error) {
	in := firstArgs(a, "collection", "input")
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CollectionCreatePayload", "UserError", object{"collection": c}, errs...), nil
	}
	if err := lacks(in, "CollectionCreateInput", absentCollection...); err != nil {
		return nil, err
	}
	if in["id"] != nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "id cannot be specified on collection creation"})
	}
	c := &world.Collection{Sort: "BEST_SELLING"}
	if bad := s.fillCollection(c, in); bad != nil {
		return answer(nil, *bad)
	}
	ids, bad := s.productIDs(in["products"], "products")
	if bad != nil {
		return answer(nil, *bad)
	}
	c.Products = ids
	if c.Handle == "" {
		c.Handle = world.FreeHandle(world.Handle(c.Title, "collection"), func(h string) bool { return s.shop.Collection(h) != nil })
	}
	s.world.AddCollection(s.shop, c)
	if errs := s.attach(world.GID("Collection", c.ID), in); errs != nil {
		s.world.RemoveCollection(s.shop, c)
		return answer(nil, errs...)
	}
	return answer(s.collectionObject(c))
}

func (s *session) collectionUpdate(a args) (any, error) {
	in := firstArgs(a, "collection", "input")
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CollectionUpdatePayload", "UserError", object{"collection": c, "job": nil}, errs...), nil
	}
	if err := lacks(in, "CollectionUpdateInput", append([]string{"inclusions", "exclusions"}, absentCollection...)...); err != nil {
		return nil, err
	}
	if in["id"] == nil {
		return nil, graphql.Coded("BAD_REQUEST", "id must be specified on collectionUpdate")
	}
	c := s.collectionNamed(world.Text(in, "id"))
	if c == nil {
		return answer(nil, world.UserError{Message: "Collection does not exist"})
	}
	if in["ruleSet"] != nil && len(c.Rules) == 0 {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Cannot update rule set of a custom collection"})
	}
	changed := *c
	if bad := s.fillCollection(&changed, in); bad != nil {
		return answer(nil, *bad)
	}
	if errs := s.attach(world.GID("Collection", c.ID), in); errs != nil {
		return answer(nil, errs...)
	}
	changed.Metafields = c.Metafields // attached meanwhile
	*c = changed
	s.world.TouchCollection(s.shop, c)
	return answer(s.collectionObject(c))
}

func (s *session) collectionNamed(gid string) *world.Collection {
	_, id, _ := world.ParseGID(gid)
	return s.shop.CollectionByID(id)
}

func (s *session) fillCollection(c *world.Collection, in args) *world.UserError {
	for name, into := range map[string]*string{"title": &c.Title, "descriptionHtml": &c.Description, "sortOrder": &c.Sort} {
		if text := world.Text(in, name); text != "" {
			*into = text
		}
	}
	if bad := titleProblem(c.Title); bad != nil {
		return bad
	}
	handle, bad := newHandle(in, "collection", c.Handle, func(h string) bool { return s.shop.Collection(h) != nil })
	if bad != nil {
		return bad
	}
	c.Handle = handle
	set, ok := in["ruleSet"].(args)
	if !ok {
		return nil
	}
	rules, given := set["rules"].([]any)
	if !given || len(rules) == 0 && len(c.Rules) > 0 {
		return &world.UserError{Field: []string{"ruleSet", "rules"}, Message: "Rules cannot be an empty set"}
	}
	c.Rules, c.Any = nil, set["appliedDisjunctively"] == true
	for _, item := range rules {
		r, _ := item.(args)
		c.Rules = append(c.Rules, world.Rule{Column: world.Text(r, "column"), Relation: world.Text(r, "relation"), Condition: world.Text(r, "condition")})
	}
	return nil
}

// productIDs reads a list of products that must all be there.
func (s *session) productIDs(given any, field string) ([]int64, *world.UserError) {
	list, _ := given.([]any)
	out := make([]int64, 0, len(list))
	for i, item := range list {
		gid, _ := item.(string)
		_, id, _ := world.ParseGID(gid)
		if s.shop.ProductByID(id) == nil {
			return nil, &world.UserError{Field: []string{field, strconv.Itoa(i)}, Message: "Product does not exist"}
		}
		out = append(out, id)
	}
	return out, nil
}

// shelve puts a product on the collections its input names, and takes it off others.
func (s *session) shelve(p *world.Product, in args) {
	for _, gid := range texts(in, "collectionsToJoin") {
		if c := s.collectionNamed(gid); c != nil && len(c.Rules) == 0 && !s.shop.Holds(c, p) {
			c.Products = append(c.Products, p.ID)
		}
	}
	for _, gid := range texts(in, "collectionsToLeave") {
		if c := s.collectionNamed(gid); c != nil {
			c.Products = slices.DeleteFunc(c.Products, func(id int64) bool { return id == p.ID })
		}
	}
}

func (s *session) collectionAddProducts(a args) (any, error) {
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CollectionAddProductsPayload", "UserError", object{"collection": c}, errs...), nil
	}
	c, refused := s.handmade(a, "Can't manually add products to a smart collection")
	if refused != nil {
		return answer(nil, *refused)
	}
	ids, bad := s.productIDs(a["productIds"], "productIds")
	if bad != nil {
		return answer(nil, *bad)
	}
	for _, id := range ids {
		if !slices.Contains(c.Products, id) {
			c.Products = append(c.Products, id)
		}
	}
	s.world.TouchCollection(s.shop, c)
	return answer(s.collectionObject(c))
}

func (s *session) collectionRemoveProducts(a args) (any, error) {
	answer := func(job any, errs ...world.UserError) (any, error) {
		return s.payload("CollectionRemoveProductsPayload", "UserError", object{"job": job}, errs...), nil
	}
	c, refused := s.handmade(a, "Can't manually remove products from a smart collection")
	if refused != nil {
		return answer(nil, *refused)
	}
	gone := texts(a, "productIds")
	c.Products = slices.DeleteFunc(c.Products, func(id int64) bool { return slices.Contains(gone, world.GID("Product", id)) })
	s.world.TouchCollection(s.shop, c)
	return answer(object{"__typename": "Job", "id": "gid://shopify/Job/" + uuid.NewString(), "done": true})
}

// handmade is a collection whose products can be chosen.
func (s *session) handmade(a args, otherwise string) (*world.Collection, *world.UserError) {
	c := s.collectionNamed(world.Text(a, "id"))
	switch {
	case c == nil:
		return nil, &world.UserError{Field: []string{"id"}, Message: "Collection does not exist"}
	case len(c.Rules) > 0:
		return nil, &world.UserError{Field: []string{"id"}, Message: otherwise}
	}
	return c, nil
}

func (s *session) collectionDelete(a args) (any, error) {
	in, _ := a["input"].(args)
	out := object{"deletedCollectionId": nil, "shop": s.shopObject()}
	c := s.collectionNamed(world.Text(in, "id"))
	if c == nil {
		return s.payload("CollectionDeletePayload", "UserError", out, world.UserError{Field: []string{"id"}, Message: "Collection does not exist"}), nil
	}
	s.world.RemoveCollection(s.shop, c)
	out["deletedCollectionId"] = world.GID("Collection", c.ID)
	return s.payload("CollectionDeletePayload", "UserError", out), nil
}
