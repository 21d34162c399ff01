package app

import (
	"regexp"
	"strconv"
	"strings"
)

// ShopID is a shop's permanent domain, "demo-shop.myshopify.com": lower case,
// checked by ParseShop before any use in a URL or query.
type ShopID string

// Ids of ours are UUIDs, version 7 where we make them, so that they sort by time.
type (
	// SurveyID names a survey for ever; its handle may change.
	SurveyID string
	// ResponseID is made by the client that posts the response.
	ResponseID string
	// ProfileID names a person in one shop.
	ProfileID string
	// DestinationID names a connected tool in one shop.
	DestinationID string
	// DeliveryID names one delivery; ids sort in the order the deliveries were planned.
	DeliveryID string
	// CustomerID is Shopify's number for a customer; 0 means a guest.
	CustomerID int64
	// OrderID is Shopify's number for an order; 0 means none.
	OrderID int64
	// ProductID is Shopify's number for a product; 0 means none.
	ProductID int64
	// SegmentID is Shopify's number for a segment.
	SegmentID int64
)

// Stricter than Shopify's library (which also allows "_"): no shop has one, and
// the name ends up in URLs that carry the client secret.
var shopName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$`)

// ParseShop checks a shop domain and lower-cases it. Errors: Invalid.
func ParseShop(s string) (ShopID, error) {
	s = strings.ToLower(s)
	if !shopName.MatchString(s) {
		return "", Errorf(Invalid, "not a shop domain")
	}
	return ShopID(s), nil
}

// Shopify shows an order as OrderIdentity until it exists for the Admin API.
var gid = regexp.MustCompile(`^gid://shopify/(Customer|Order|OrderIdentity)/([1-9][0-9]{0,18})$`)

func parseGID(s, kind string) (int64, error) {
	m := gid.FindStringSubmatch(s)
	if m == nil || strings.TrimSuffix(m[1], "Identity") != kind {
		return 0, Errorf(Invalid, "not a Shopify %s id", strings.ToLower(kind))
	}
	n, err := strconv.ParseInt(m[2], 10, 64)
	if err != nil {
		return 0, Errorf(Invalid, "not a Shopify %s id", strings.ToLower(kind))
	}
	return n, nil
}

// ParseCustomerID reads gid://shopify/Customer/N. Errors: Invalid.
func ParseCustomerID(s string) (CustomerID, error) {
	n, err := parseGID(s, "Customer")
	return CustomerID(n), err
}

// ParseOrderID reads gid://shopify/Order/N and gid://shopify/OrderIdentity/N,
// which carry the same number. Errors: Invalid.
func ParseOrderID(s string) (OrderID, error) {
	n, err := parseGID(s, "Order")
	return OrderID(n), err
}

// GID is the customer's global id in Shopify's APIs.
func (c CustomerID) GID() string { return "gid://shopify/Customer/" + strconv.FormatInt(int64(c), 10) }

// GID is the order's global id in Shopify's APIs.
func (o OrderID) GID() string { return "gid://shopify/Order/" + strconv.FormatInt(int64(o), 10) }

// GID is the product's global id in Shopify's APIs.
func (p ProductID) GID() string { return "gid://shopify/Product/" + strconv.FormatInt(int64(p), 10) }

// GID is the segment's global id in Shopify's APIs.
func (s SegmentID) GID() string { return "gid://shopify/Segment/" + strconv.FormatInt(int64(s), 10) }
