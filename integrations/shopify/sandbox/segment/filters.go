package segment

import "slices"

// kind is what a filter's values are.
type kind int

const (
	textual kind = iota
	date
	float
	integer
	boolean
	enumerated
	identifier
	anniversary
	point
)

// The operators, besides those of one word.
const (
	between   = "BETWEEN"
	isNull    = "IS NULL"
	isNotNull = "IS NOT NULL"
)

var (
	equality    = []string{"=", "!="}
	comparisons = []string{"=", "!=", "<", "<=", ">", ">="}
	ordered     = append(slices.Clone(comparisons), between)
)

// filter is what may be asked of one attribute, function or parameter.
type filter struct {
	kind       kind
	list       bool // a customer has several values
	null       bool // a customer may have none
	values     []string
	parameters map[string]filter // of a function
}

func (f filter) operators() []string {
	var o []string
	switch {
	case f.parameters != nil:
		o = []string{"MATCHES", "NOT MATCHES"}
	case f.list:
		o = []string{"CONTAINS", "NOT CONTAINS"}
	case f.kind == date, f.kind == float, f.kind == integer:
		o = slices.Clone(ordered)
	case f.kind == anniversary:
		o = []string{"=", between}
	case f.kind == identifier:
		o = []string{"=", "!=", "IN", "NOT IN"}
	case f.kind == point:
		o = []string{"="}
	default:
		o = slices.Clone(equality)
	}
	if f.null {
		o = append(o, isNull, isNotNull)
	}
	return o
}

var (
	dates = filter{kind: date, null: true}
	texts = filter{kind: textual}
)

func oneOf(values ...string) filter { return filter{kind: enumerated, values: values} }

// filters are all Shopify has, but for metafields.
var filters = map[string]filter{
	"abandoned_checkout_date": dates,
	"customer_added_date":     dates,
	"first_order_date":        dates,
	"last_order_date":         dates,

	"amount_spent":      {kind: float},
	"number_of_orders":  {kind: integer},
	"created_by_app_id": {kind: integer},
	"companies":         {kind: integer, list: true, null: true},

	"customer_email_domain": texts,
	"customer_language":     texts,
	"customer_cities":       {kind: enumerated, list: true, null: true},
	"customer_countries":    {kind: enumerated, list: true, null: true},
	"customer_regions":      {kind: enumerated, list: true, null: true},
	"customer_tags":         {kind: textual, list: true, null: true},

	"customer_account_status": oneOf("DECLINED", "DISABLED", "ENABLED", "INVITED"),
	"email_subscription_status": oneOf("INVALID", "NOT_SUBSCRIBED", "PENDING", "REDACTED",
		"SUBSCRIBED", "UNSUBSCRIBED"),
	"sms_subscription_status":     oneOf("NOT_SUBSCRIBED", "PENDING", "REDACTED", "SUBSCRIBED", "UNSUBSCRIBED"),
	"predicted_spend_tier":        oneOf("HIGH", "LOW", "MEDIUM"),
	"product_subscription_status": oneOf("CANCELLED", "EXPIRED", "FAILED", "NEVER_SUBSCRIBED", "PAUSED", "SUBSCRIBED"),
	"rfm_group": oneOf("ACTIVE", "ALMOST_LOST", "AT_RISK", "CHAMPIONS", "DORMANT", "LOYAL",
		"NEEDS_ATTENTION", "NEW", "PREVIOUSLY_LOYAL", "PROMISING", "PROSPECTS"),

	"anniversary": {kind: anniversary},

	"products_purchased": function("id", "tag", "category", "date", "quantity", "count", "sum_quantity"),
	"orders_placed":      function("app_id", "location_id", "date", "amount", "count", "sum_amount"),
	"store_credit_accounts": function("currency", "balance", "next_expiry_date",
		"last_credit_date"),
	"customer_within_distance": function("coordinates", "distance_km", "distance_mi"),

	"shopify_email.bounced":        function("activity_id", "date", "count"),
	"shopify_email.clicked":        function("activity_id", "date", "count"),
	"shopify_email.delivered":      function("activity_id", "date", "count"),
	"shopify_email.marked_as_spam": function("activity_id", "date", "count"),
	"shopify_email.opened":         function("activity_id", "date", "count"),
	"shopify_email.unsubscribed":   function("activity_id", "date", "count"),

	// Shopify's reference has storefront_event, its editor storefront.
	"storefront.collection_viewed":       function("id", "date", "count"),
	"storefront.product_viewed":          function("id", "tag", "date", "count"),
	"storefront_event.collection_viewed": function("id", "date", "count"),
	"storefront_event.product_viewed":    function("id", "tag", "date", "count"),
}

// parameter is what may be asked of a function's parameter, by its name.
var parameter = map[string]filter{
	"id": {kind: identifier}, "activity_id": {kind: identifier}, "app_id": {kind: identifier},
	"location_id": {kind: identifier}, "category": texts, "tag": texts, "currency": texts,
	"date": {kind: date}, "next_expiry_date": {kind: date}, "last_credit_date": {kind: date},
	"count": {kind: integer}, "quantity": {kind: integer}, "sum_quantity": {kind: integer},
	"amount": {kind: float}, "sum_amount": {kind: float}, "balance": {kind: float},
	"coordinates": {kind: point}, "distance_km": {kind: float}, "distance_mi": {kind: float},
}

func function(parameters ...string) filter {
	f := filter{parameters: map[string]filter{}}
	for _, p := range parameters {
		f.parameters[p] = parameter[p]
	}
	return f
}
