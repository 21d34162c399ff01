package segment_test

import (
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
)

// The pages rows cite.
const (
	reference = "https://shopify.dev/docs/api/shopifyql/segment-query-language-reference"
	changes   = "https://shopify.dev/changelog/updated-function-syntax-on-the-segment-query-language"
	help      = "https://help.shopify.com/en/manual/customers/customer-segmentation/reference-guide/shopify-segments"
	metafield = "https://help.shopify.com/en/manual/customers/customer-segmentation/reference-guide/metafield-segments"
	where     = "https://shopify.dev/docs/api/shopifyql/latest/syntax/where"
	community = "https://community.shopify.dev/t/segmentcreate-mutation-doesn-t-support-products-purchased-matches-syntax-works-in-admin-ui-but-fails-via-api/28740"
	// observed marks what Shopify was seen to do where its pages say nothing.
	observed = "observed"
)

var (
	newYork = time.FixedZone("America/New_York", -4*3600)
	now     = time.Date(2026, 10, 15, 12, 0, 0, 0, newYork)
)

// ago is noon, so many days before now.
func ago(days int) segment.Value { return segment.Date(now.AddDate(0, 0, -days)) }

// shop knows every filter but RFM, and some metafields.
type shop struct{}

func (shop) Knows(filter string) bool { return filter != "rfm_group" }

func (shop) Metafield(namespace, key string) (segment.Definition, bool) {
	d, ok := map[string]segment.Definition{
		"$app delivery_day":    {Type: "single_line_text_field", Filterable: true},
		"$app topics":          {Type: "list.single_line_text_field", Filterable: true},
		"$app:survey nps":      {Type: "number_integer", Filterable: true},
		"custom prices":        {Type: "list.number_decimal", Filterable: true},
		"custom points":        {Type: "number_integer", Filterable: true},
		"custom wants-mail":    {Type: "boolean", Filterable: true},
		"custom absent":        {Type: "single_line_text_field", Filterable: true},
		"facts birth_date":     {Type: "date", Filterable: true},
		"facts met":            {Type: "date_time", Filterable: true},
		"custom hidden":        {Type: "single_line_text_field"},
		"custom answers":       {Type: "json", Filterable: true},
		"custom favourite":     {Type: "product_reference", Filterable: true},
		"facts broken":         {Type: "number_integer", Filterable: true},
		"facts broken_numbers": {Type: "list.number_integer", Filterable: true},
	}[namespace+" "+key]
	return d, ok
}

// ada has ordered twice, opened one letter and told a few things.
type ada struct{}

func (ada) Fact(filter string) []segment.Value {
	return map[string][]segment.Value{
		"email_subscription_status": {segment.Text("SUBSCRIBED")},
		"sms_subscription_status":   {segment.Text("NOT_SUBSCRIBED")},
		"customer_account_status":   {segment.Text("ENABLED")},
		"customer_tags":             {segment.Text("VIP"), segment.Text("'quoted'")},
		"customer_countries":        {segment.Text("CA"), segment.Text("SE")},
		"customer_cities":           {segment.Text("US-CA-LosAngeles")},
		"customer_language":         {segment.Text("sv")},
		"customer_email_domain":     {segment.Text("example.com")},
		"number_of_orders":          {segment.Number(2)},
		"amount_spent":              {segment.Number(110.99)},
		"customer_added_date":       {ago(400)},
		"first_order_date":          {ago(40)},
		"last_order_date":           {segment.Date(time.Date(2026, 10, 10, 23, 30, 0, 0, newYork))},
	}[filter]
}

func (ada) Events(function string) []segment.Event {
	order := func(days int, amount float64) segment.Event {
		return segment.Event{"date": {ago(days)}, "amount": {segment.Number(amount)}, "location_id": {segment.Number(7)}}
	}
	line := func(days int, id, quantity float64, tag string) segment.Event {
		return segment.Event{
			"date": {ago(days)}, "id": {segment.Number(id)}, "quantity": {segment.Number(quantity)},
			"tag": {segment.Text(tag), segment.Text("all")},
		}
	}
	return map[string][]segment.Event{
		"orders_placed":        {order(5, 10.99), order(40, 100)},
		"products_purchased":   {line(5, 1012132033639, 2, "Sports wear"), line(40, 2012162031638, 1, "Shoes")},
		"shopify_email.opened": {{"date": {ago(3)}, "activity_id": {segment.Number(5240029206)}}},
	}[function]
}

func (ada) Metafield(namespace, key string) string {
	return map[string]string{
		"$app delivery_day":    "friday",
		"$app topics":          `["roses","tulips"]`,
		"$app:survey nps":      "9",
		"custom prices":        `["1.5",2]`,
		"custom points":        "100",
		"custom wants-mail":    "true",
		"facts birth_date":     "1815-10-20",
		"facts met":            "2026-10-10T16:00:00Z",
		"facts broken":         "many",
		"facts broken_numbers": `{"no":"list"}`,
	}[namespace+" "+key]
}
