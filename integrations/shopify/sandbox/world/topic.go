package world

import "strings"

// Webhook topics have two spellings: "orders/create" on the wire and in
// shopify.app.toml, ORDERS_CREATE in the Admin API.

// dotted are the topics that are written with a full stop.
var dotted = map[string]string{
	"CUSTOMER_JOINED_SEGMENT": "customer.joined_segment", "CUSTOMER_LEFT_SEGMENT": "customer.left_segment",
	"CUSTOMER_TAGS_ADDED": "customer.tags_added", "CUSTOMER_TAGS_REMOVED": "customer.tags_removed",
}

// twoWorded are the resources whose names have more than one word; a topic of
// any other ends its resource at the first.
var twoWorded = strings.Fields(`
	app_purchases_one_time app_subscriptions audit_events bulk_operations collection_listings collection_publications
	company_contact_roles company_contacts company_locations customer_account_settings customer_groups
	customer_payment_methods customers_email_marketing_consent customers_marketing_consent
	customers_whats_app_marketing_consent delivery_promise_settings draft_orders finance_app_staff_member
	finance_kyc_information fulfillment_events fulfillment_holds fulfillment_orders inventory_items inventory_levels
	inventory_shipments inventory_transfers markets_backup_region metafield_definitions order_transactions
	payment_schedules payment_terms product_feeds product_listings product_publications reverse_deliveries
	reverse_fulfillment_orders scheduled_product_listings selling_plan_groups shipping_addresses
	subscription_billing_attempts subscription_billing_cycle_edits subscription_billing_cycles subscription_contracts
	tax_services tender_transactions`)

// TopicOf is the topic an Admin API name means: ORDERS_CREATE → "orders/create".
func TopicOf(enum string) string {
	if topic := dotted[enum]; topic != "" {
		return topic
	}
	name := strings.ToLower(enum)
	resource, action, _ := strings.Cut(name, "_")
	longest := 0
	for _, r := range twoWorded {
		if rest, ok := strings.CutPrefix(name, r+"_"); ok && len(r) > longest {
			resource, action, longest = r, rest, len(r)
		}
	}
	return resource + "/" + action
}

// TopicEnum is the Admin API's name for a topic.
func TopicEnum(topic string) string {
	return strings.ToUpper(strings.NewReplacer("/", "_", ".", "_").Replace(topic))
}

// topicScopes are the scopes a topic asks for, any one of them, by how its name
// starts.
var topicScopes = []struct {
	prefix string
	scopes []string
}{
	{"customers/merge", []string{"read_customer_merge"}},
	{"customer_payment_methods/", []string{"read_customer_payment_methods"}},
	{"customer", []string{"read_customers"}},
	{"segments/", []string{"read_customers"}},
	{"orders/", []string{"read_orders", "read_marketplace_orders", "read_buyer_membership_orders"}},
	{"order_transactions/", []string{"read_orders"}},
	{"refunds/", []string{"read_orders"}},
	{"checkouts/", []string{"read_orders"}},
	{"carts/", []string{"read_orders"}},
	{"draft_orders/", []string{"read_draft_orders"}},
	{"discounts/", []string{"read_discounts"}},
	{"products/", []string{"read_products"}},
	{"collections/", []string{"read_products"}},
	{"variants/", []string{"read_products"}},
	{"inventory_", []string{"read_inventory"}},
	{"locations/", []string{"read_locations"}},
	{"markets", []string{"read_markets"}},
	{"returns/", []string{"read_returns"}},
	{"fulfillments/", []string{"read_fulfillments"}},
	{"themes/", []string{"read_themes"}},
	{"metaobjects/", []string{"read_metaobjects"}},
	{"locales/", []string{"read_locales"}},
}

// TopicScopes are the scopes a topic asks for; any one is enough, none is needed
// for what every app may hear.
func TopicScopes(topic string) []string {
	for _, t := range topicScopes {
		if strings.HasPrefix(topic, t.prefix) {
			return t.scopes
		}
	}
	return nil
}
