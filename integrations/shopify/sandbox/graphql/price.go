package graphql

import (
	"math"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Shopify publishes the default prices (scalars and enums 0, an object 1, a
// mutation 10, an interface or union the most its selections can cost, a
// connection "sized by first and last") and says that it sets some by hand:
// https://shopify.dev/docs/api/usage/limits#cost-calculation. How a connection is
// sized, that a mutation's payload is inside its price, and the prices set by
// hand are what its servers answer in requestedQueryCost from 2025-01 on.
const (
	priceMutation   = 10
	priceObject     = 1
	priceConnection = 2
	priceRootCount  = 10
	priceLeast      = 1 // a request is never free

	// MaxCost is the most points a single request may cost.
	MaxCost = 1000
)

// byHand are the fields whose price is not the default.
var byHand = map[string]int{
	"Article.commentsCount":                      10,
	"Blog.articlesCount":                         10,
	"Customer.addresses":                         0,
	"Customer.defaultAddress":                    0,
	"Customer.emailMarketingConsent":             0,
	"Customer.smsMarketingConsent":               0,
	"Location.hasUnfulfilledOrders":              1,
	"Mutation.customerSegmentMembersQueryCreate": 2,
	"Mutation.fileCreate":                        20,
	"Mutation.fulfillmentTrackingInfoUpdate":     50,
	"Mutation.fulfillmentTrackingInfoUpdateV2":   50,
	"Mutation.orderCapture":                      20,
	"Mutation.productCreateMedia":                20,
	"Mutation.refundCreate":                      20,
}

// plainValues are object types that cost nothing: values without an identity.
var plainValues = map[string]bool{
	"CollectionRule": true, "CollectionRuleSet": true, "CurrencyFormats": true,
	"InventoryItemMeasurement": true, "LocationAddress": true, "MoneyBag": true,
	"MoneyV2": true, "ShopAddress": true, "Weight": true,
}

// price is what selecting a field costs, without what is selected below it.
func (op *Operation) price(on *ast.Definition, f *ast.FieldDefinition) int {
	if points, ok := byHand[on.Name+"."+f.Name]; ok {
		return points
	}
	def := op.schema.Types[f.Type.Name()]
	switch {
	case def == nil || def.IsLeafType():
		return 0
	case on == op.schema.Mutation:
		return priceMutation
	case on == op.schema.Query && def.Name == "Count":
		return priceRootCount
	case isConnection(def):
		return priceConnection
	case isPayload(on), plainValues[def.Name], isEdge(def), def.Name == "PageInfo" && isConnection(on):
		return 0
	}
	return priceObject
}

func isConnection(def *ast.Definition) bool { return strings.HasSuffix(def.Name, "Connection") }
func isEdge(def *ast.Definition) bool       { return strings.HasSuffix(def.Name, "Edge") }
func isPayload(def *ast.Definition) bool    { return strings.HasSuffix(def.Name, "Payload") }

// scale is how often a connection's price counts what is below it: it grows
// with the logarithm of the page asked for, so that large pages are cheap.
func scale(page int) int {
	if page <= 0 {
		return 0
	}
	return int(2 * math.Log(float64(max(2, page))))
}

// pageSize is how many items a connection's arguments ask for.
func pageSize(args map[string]any) int {
	for _, name := range []string{"first", "last"} {
		if n, ok := Int(args[name]); ok {
			return n
		}
	}
	return 0
}
