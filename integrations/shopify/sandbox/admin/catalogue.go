package admin

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// catalogueRoots are the fields of products, variants and collections.
func (s *session) catalogueRoots() map[string]field {
	return map[string]field{
		"QueryRoot.collection":                 s.queryCollection,
		"QueryRoot.collectionByHandle":         s.queryCollectionByHandle,
		"QueryRoot.collectionByIdentifier":     s.queryCollectionByIdentifier,
		"QueryRoot.collections":                s.queryCollections,
		"QueryRoot.collectionsCount":           s.queryCollectionsCount,
		"QueryRoot.product":                    s.queryProduct,
		"QueryRoot.productByHandle":            s.queryProductByHandle,
		"QueryRoot.productByIdentifier":        s.queryProductByIdentifier,
		"QueryRoot.productTags":                s.queryProductTags,
		"QueryRoot.productTypes":               s.queryProductTypes,
		"QueryRoot.productVariant":             s.queryVariant,
		"QueryRoot.productVariantByIdentifier": s.queryVariantByIdentifier,
		"QueryRoot.productVariants":            s.queryVariants,
		"QueryRoot.productVariantsCount":       s.queryVariantsCount,
		"QueryRoot.productVendors":             s.queryVendors,
		"QueryRoot.products":                   s.queryProducts,
		"QueryRoot.productsCount":              s.queryProductsCount,
		"QueryRoot.shopLocales":                s.queryLocales,

		"Mutation.collectionAddProducts":    s.collectionAddProducts,
		"Mutation.collectionCreate":         s.collectionCreate,
		"Mutation.collectionDelete":         s.collectionDelete,
		"Mutation.collectionRemoveProducts": s.collectionRemoveProducts,
		"Mutation.collectionUpdate":         s.collectionUpdate,
		"Mutation.productCreate":            s.productCreate,
		"Mutation.productDelete":            s.productDelete,
		"Mutation.productUpdate":            s.productUpdate,
	}
}

func (s *session) queryProduct(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if p := s.shop.ProductByID(id); p != nil && kind == "Product" {
		return s.productObject(p), nil
	}
	return nil, nil
}

func (s *session) queryProductByHandle(a args) (any, error) {
	if p := s.shop.Product(world.Text(a, "handle")); p != nil {
		return s.productObject(p), nil
	}
	return nil, nil
}

func (s *session) queryProductByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(args)
	custom, ok := by["customId"].(args)
	switch {
	case by["handle"] != nil:
		return s.queryProductByHandle(by)
	case !ok:
		return s.queryProduct(by)
	}
	p, err := customID(s, "Product", custom, s.shop.Products, func(p *world.Product) world.Metafields { return p.Metafields })
	if p == nil || err != nil {
		return nil, err
	}
	return s.productObject(p), nil
}

func (s *session) queryProducts(a args) (any, error) {
	return s.products().list("products", s.shop.Products, a)
}

func (s *session) queryProductsCount(a args) (any, error) {
	return s.products().count("productsCount", s.shop.Products, a)
}

func (s *session) queryVariant(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if p, v := s.shop.Variant(id); v != nil && kind == "ProductVariant" {
		return s.variantObject(p, v), nil
	}
	return nil, nil
}

func (s *session) queryVariantByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(args)
	custom, ok := by["customId"].(args)
	if !ok {
		return s.queryVariant(by)
	}
	v, err := customID(s, "ProductVariant", custom, s.offers(s.shop.Products), func(o offer) world.Metafields { return o.Metafields })
	if v.Variant == nil || err != nil {
		return nil, err
	}
	return s.variantObject(v.of, v.Variant), nil
}

func (s *session) queryVariants(a args) (any, error) {
	return s.variants().list("productVariants", s.offers(s.shop.Products), a)
}

func (s *session) queryVariantsCount(a args) (any, error) {
	return s.variants().count("productVariantsCount", s.offers(s.shop.Products), a)
}

func (s *session) queryCollection(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if c := s.shop.CollectionByID(id); c != nil && kind == "Collection" {
		return s.collectionObject(c), nil
	}
	return nil, nil
}

func (s *session) queryCollectionByHandle(a args) (any, error) {
	if c := s.shop.Collection(world.Text(a, "handle")); c != nil {
		return s.collectionObject(c), nil
	}
	return nil, nil
}

func (s *session) queryCollectionByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(args)
	custom, ok := by["customId"].(args)
	switch {
	case by["handle"] != nil:
		return s.queryCollectionByHandle(by)
	case !ok:
		return s.queryCollection(by)
	}
	c, err := customID(s, "Collection", custom, s.shop.Collections, func(c *world.Collection) world.Metafields { return c.Metafields })
	if c == nil || err != nil {
		return nil, err
	}
	return s.collectionObject(c), nil
}

func (s *session) queryCollections(a args) (any, error) {
	return s.collections().list("collections", s.shop.Collections, a)
}

func (s *session) queryCollectionsCount(a args) (any, error) {
	return s.collections().count("collectionsCount", s.shop.Collections, a)
}

func (s *session) queryVendors(a args) (any, error) {
	return s.named(a, func(p *world.Product) []string { return []string{p.Vendor} })
}

func (s *session) queryProductTypes(a args) (any, error) {
	return s.named(a, func(p *world.Product) []string { return []string{p.Type} })
}

func (s *session) queryProductTags(a args) (any, error) {
	return s.named(a, func(p *world.Product) []string { return p.Tags })
}

// named answers the different names products have, in their order.
func (s *session) named(a args, of func(*world.Product) []string) (any, error) {
	var names []string
	for _, p := range s.shop.Products {
		names = append(names, of(p)...)
	}
	return nameConnection(names, a)
}

func nameConnection(names []string, a args) (any, error) {
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
	if a["reverse"] == true {
		slices.Reverse(names)
	}
	return graphql.Page("StringConnection", names,
		func(name string) graphql.Mark { return graphql.Mark{Value: strings.ToLower(name)} },
		func(name string) any { return name })(a)
}
