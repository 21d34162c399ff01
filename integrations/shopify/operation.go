package shopify

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed ops/*.graphql
var ops embed.FS

// Operation is one GraphQL document we send.
type Operation struct {
	Name string
	Text string
	Cost float64 // points to reserve before it is sent
}

// The operations with a fixed text; writes make theirs (writes.go).
var (
	opAddCodes               = operation("AddCodes", 10)
	opAddedCodes             = operation("AddedCodes", 40)
	opBoughtProducts         = operation("BoughtProducts", 60)
	opBulks                  = operation("Bulks", 4)
	opChangeBasicDiscount    = operation("ChangeBasicDiscount", 10)
	opChangeShippingDiscount = operation("ChangeShippingDiscount", 10)
	opCollectionProducts     = operation("CollectionProducts", 40)
	opCollections            = operation("Collections", 24)
	opConnection             = operation("Connection", 1)
	opConsents               = operation("Consents", 100)
	opCreateBasicDiscount    = operation("CreateBasicDiscount", 10)
	opCreateDefinition       = operation("CreateDefinition", 10)
	opCreateShippingDiscount = operation("CreateShippingDiscount", 10)
	opDefinitions            = operation("Definitions", 30)
	opDiscountOf             = operation("DiscountOf", 2)
	opGift                   = operation("Gift", 4)
	opHeld                   = operation("Held", 60)
	opLooked                 = operation("Looked", 14)
	opMemberships            = operation("Memberships", 3)
	opOrderCustomer          = operation("OrderCustomer", 2)
	opProducts               = operation("Products", 40)
	opRecentBulks            = operation("RecentBulks", 20)
	opRunBulk                = operation("RunBulk", 11)
	opSegmentMembers         = operation("SegmentMembers", 30)
	opSegments               = operation("Segments", 15)
	opSetShopMetafields      = operation("SetShopMetafields", 10)
	opShopInfo               = operation("ShopInfo", 4)
	opStageBulk              = operation("StageBulk", 12)
	opStartFlow              = operation("StartFlow", 10)
	opStandings              = operation("Standings", 125)
	opTags                   = operation("Tags", 2)
	opTypes                  = operation("Types", 2)
	opUpdateDefinition       = operation("UpdateDefinition", 10)
	opVendors                = operation("Vendors", 2)
)

func operation(name string, cost float64) Operation {
	text, err := fs.ReadFile(ops, "ops/"+name+".graphql")
	if err != nil {
		panic(err) // embedded: a missing file is found by the first test
	}
	return Operation{Name: name, Text: strings.TrimSpace(string(text)), Cost: cost}
}
