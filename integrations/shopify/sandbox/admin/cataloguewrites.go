package admin

import (
	"strings"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// absentProduct is what a product's input may say and the sandbox does not keep.
var absentProduct = []string{
	"bundleComponents", "category", "claimOwnership", "combinedListingRole", "giftCard", "giftCardTemplateSuffix", "productOptions",
	"requiresSellingPlan", "seo", "templateSuffix",
}

func (s *session) productCreate(a args) (any, error) {
	in := firstArgs(a, "product", "input")
	answer := func(p any, errs ...world.UserError) (any, error) {
		return s.payload("ProductCreatePayload", "UserError", object{"product": p, "shop": s.shopObject()}, errs...), nil
	}
	if err := lacks(in, "ProductCreateInput", absentProduct...); err != nil {
		return nil, err
	}
	p := &world.Product{Status: "ACTIVE", Vendor: s.shop.Name, Art: world.Art{Shape: "bag", Back: "#ececec", Body: "#8c8c8c", Label: "#ffffff", Ink: "#444444"}}
	if errs := s.fillProduct(p, in); errs != nil {
		return answer(nil, errs...)
	}
	if p.Handle == "" {
		p.Handle = world.FreeHandle(world.Handle(p.Title, "product"), func(h string) bool { return s.shop.Product(h) != nil })
	}
	s.world.AddProduct(s.shop, p)
	s.shelve(p, in)
	if errs := s.attach(world.GID("Product", p.ID), in); errs != nil {
		s.world.RemoveProduct(s.shop, p)
		return answer(nil, errs...)
	}
	return answer(s.productObject(p))
}

func (s *session) productUpdate(a args) (any, error) {
	in := firstArgs(a, "product", "input")
	answer := func(p any, errs ...world.UserError) (any, error) {
		return s.payload("ProductUpdatePayload", "UserError", object{"product": p}, errs...), nil
	}
	if err := lacks(in, "ProductUpdateInput", absentProduct...); err != nil {
		return nil, err
	}
	p, err := s.productNamed(a, in)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Product does not exist"})
	}
	changed := *p
	errs := s.fillProduct(&changed, in)
	if errs == nil {
		errs = s.attach(world.GID("Product", p.ID), in)
	}
	if errs != nil {
		return answer(s.productObject(p), errs...)
	}
	changed.Metafields = p.Metafields // attached meanwhile
	*p = changed
	s.shelve(p, in)
	s.world.TouchProduct(s.shop, p)
	return answer(s.productObject(p))
}

// productNamed is the product an update is about, by its identifier or input.
func (s *session) productNamed(a, in args) (*world.Product, error) {
	by, ok := a["identifier"].(args)
	if !ok {
		_, id, _ := world.ParseGID(world.Text(in, "id"))
		return s.shop.ProductByID(id), nil
	}
	if custom, ok := by["customId"].(args); ok {
		return customID(s, "Product", custom, s.shop.Products, func(p *world.Product) world.Metafields { return p.Metafields })
	}
	if handle := world.Text(by, "handle"); handle != "" {
		return s.shop.Product(handle), nil
	}
	_, id, _ := world.ParseGID(world.Text(by, "id"))
	return s.shop.ProductByID(id), nil
}

// fillProduct takes over what an input gives and answers what is wrong with it.
func (s *session) fillProduct(p *world.Product, in args) []world.UserError {
	for name, into := range map[string]*string{"title": &p.Title, "vendor": &p.Vendor, "productType": &p.Type, "descriptionHtml": &p.Description} {
		if _, given := in[name]; given {
			*into = strings.TrimSpace(world.Text(in, name))
		}
	}
	if status := world.Text(in, "status"); status != "" {
		p.Status = status
	}
	if _, given := in["tags"]; given {
		p.Tags = world.AddTags(nil, texts(in, "tags"))
	}
	if p.PublishedAt.IsZero() && p.Status == "ACTIVE" {
		p.PublishedAt = s.world.Now()
	}
	if bad := titleProblem(p.Title); bad != nil {
		return []world.UserError{*bad}
	}
	for _, tag := range p.Tags {
		if utf8.RuneCountInString(tag) > world.MaxTagCustomer {
			return []world.UserError{{Field: []string{"tags"}, Message: "Product tags is invalid"}}
		}
	}
	handle, bad := newHandle(in, "product", p.Handle, func(h string) bool { return s.shop.Product(h) != nil })
	if bad != nil {
		return []world.UserError{*bad}
	}
	p.Handle = handle
	return nil
}

func titleProblem(title string) *world.UserError {
	switch {
	case title == "":
		return &world.UserError{Field: []string{"title"}, Message: "Title can't be blank"}
	case utf8.RuneCountInString(title) > maxText:
		return &world.UserError{Field: []string{"title"}, Message: "Title is too long (maximum is 255 characters)"}
	}
	return nil
}

// newHandle is the handle an input asks for. One that is taken is refused; one
// of nothing but punctuation is the kind's name, with a number.
func newHandle(in args, kind, old string, taken func(string) bool) (string, *world.UserError) {
	given := world.Text(in, "handle")
	if strings.TrimSpace(given) == "" {
		return old, nil
	}
	if utf8.RuneCountInString(given) > maxText {
		return "", &world.UserError{Field: []string{"handle"}, Message: "Handle is too long (maximum is 255 characters)"}
	}
	handle := world.Handle(given, "")
	switch {
	case handle == "":
		return world.FreeHandle(kind, taken), nil
	case handle != old && taken(handle):
		return "", &world.UserError{Field: []string{"input", "handle"}, Message: "Handle '" + given + "' already in use. Please provide a new handle."}
	}
	return handle, nil
}

func (s *session) productDelete(a args) (any, error) {
	in, _ := a["input"].(args)
	_, id, _ := world.ParseGID(world.Text(in, "id"))
	out := object{"deletedProductId": nil, "productDeleteOperation": nil, "shop": s.shopObject()}
	p := s.shop.ProductByID(id)
	if p == nil {
		return s.payload("ProductDeletePayload", "UserError", out, world.UserError{Field: []string{"id"}, Message: "Product does not exist"}), nil
	}
	s.world.RemoveProduct(s.shop, p)
	out["deletedProductId"] = world.GID("Product", id)
	return s.payload("ProductDeletePayload", "UserError", out), nil
}

// firstArgs is the first argument that was given: an input and the one it is
// about to replace.
func firstArgs(a args, names ...string) args {
	for _, name := range names {
		if in, ok := a[name].(args); ok {
			return in
		}
	}
	return args{}
}
