package ledger

import (
	"slices"
	"strings"
	"unicode"
)

// Words say in plain language what happened. Name may be nil.
type Words struct {
	App  string
	Name func(shop, id string) string // "Ada" for a customer, "order #1042" for an order, "" for the unknown
}

// did are what an app does with Shopify's root fields; %s is whom it is about.
var did = map[string]string{
	"tagsAdd":                             "tagged %s",
	"tagsRemove":                          "removed a tag from %s",
	"metafieldsSet":                       "wrote metafields for %s",
	"metafieldsDelete":                    "took back metafields from %s",
	"metafieldDefinitionCreate":           "defined a metafield",
	"metafieldDefinitionUpdate":           "redefined a metafield",
	"metafieldDefinitions":                "looked up which metafields are defined",
	"customerEmailMarketingConsentUpdate": "changed the email consent of %s",
	"customerSmsMarketingConsentUpdate":   "changed the SMS consent of %s",
	"customer":                            "looked up %s",
	"customerByIdentifier":                "looked up a customer",
	"customers":                           "looked through the customers",
	"order":                               "looked up %s",
	"orders":                              "looked through the orders",
	"node":                                "looked up %s",
	"nodes":                               "looked up %s",
	"shop":                                "asked which shop this is",
	"currentAppInstallation":              "asked what it may do",
	"products":                            "looked through the catalogue",
	"collections":                         "looked through the collections",
	"segmentCreate":                       "made a customer segment",
	"segments":                            "looked at the customer segments",
	"customerSegmentMembers":              "asked who is in a segment",
	"discountCodeBasicCreate":             "made a discount",
	"discountCodeBasicUpdate":             "changed a discount",
	"discountCodeFreeShippingCreate":      "made a discount",
	"discountCodeFreeShippingUpdate":      "changed a discount",
	"discountRedeemCodeBulkAdd":           "added discount codes",
	"stagedUploadsCreate":                 "asked for room to upload a file",
	"bulkOperationRunMutation":            "started a bulk change",
	"bulkOperationRunQuery":               "started a bulk export",
	"bulkOperations":                      "asked how a bulk operation is doing",
	"bulkOperation":                       "asked how a bulk operation is doing",
	"flowTriggerReceive":                  "started Flow workflows about %s",
}

// Call tells of an Admin API call by its root fields.
func (w Words) Call(shop string, roots, subjects []string) string {
	var phrases []string
	for _, root := range roots {
		phrase, known := did[root]
		if !known {
			return w.App + " asked Shopify: " + spaced(root)
		}
		if !slices.Contains(phrases, phrase) {
			phrases = append(phrases, phrase)
		}
	}
	told := first(strings.Join(phrases, " and "), "asked Shopify something")
	told = strings.Replace(told, "%s", w.whom(shop, subjects), 1)
	return w.App + " " + strings.ReplaceAll(told, "%s", "them")
}

// happened are the second halves of topics.
var happened = map[string]string{
	"create": "is new", "update": "changed", "updated": "changed", "delete": "is gone", "merge": "were merged",
	"paid": "was paid", "cancelled": "was cancelled", "fulfilled": "was sent", "edited": "was edited",
}

// wholeTopics need words of their own.
var wholeTopics = map[string]string{
	"app/uninstalled":                              "the merchant removed the app",
	"app/scopes_update":                            "what the app may do changed",
	"customer.joined_segment":                      "%s joined a segment",
	"customer.left_segment":                        "%s left a segment",
	"customer.tags_added":                          "%s got a tag",
	"customer.tags_removed":                        "%s lost a tag",
	"customers/data_request":                       "%s wants to know what is kept about them",
	"customers/purchasing_summary":                 "what %s bought in all changed",
	"customers/redact":                             "%s must be forgotten",
	"shop/redact":                                  "the shop must be forgotten",
	"bulk_operations/finish":                       "the bulk operation is done",
	"customers_email_marketing_consent/update":     "%s changed their email consent",
	"customers_marketing_consent/update":           "%s changed their SMS consent",
	"customers_whats_app_marketing_consent/update": "%s changed their WhatsApp consent",
}

// Webhook tells of a webhook by its topic.
func (w Words) Webhook(shop, topic string, subjects []string) string {
	told := "Shopify told " + w.App + ": "
	if phrase, known := wholeTopics[topic]; known {
		return told + strings.ReplaceAll(phrase, "%s", first(w.who(shop, subjects), "a customer"))
	}
	noun, verb, _ := strings.Cut(topic, "/")
	phrase, known := happened[verb]
	if !known {
		return told + topic
	}
	kind := "/Customer/"
	if noun == "orders" {
		kind = "/Order/"
	}
	about := slices.DeleteFunc(slices.Clone(subjects), func(id string) bool { return !strings.Contains(id, kind) })
	return told + first(w.who(shop, about), "one of the "+strings.ReplaceAll(noun, "_", " ")) + " " + phrase
}

// Access tells of a request for an access token by OAuth's grant_type.
func (w Words) Access(grant string) string {
	if grant == "refresh_token" {
		return w.App + " renewed its access to the shop"
	}
	return w.App + " got access to the shop"
}

// places are the surfaces a shopper or merchant stands on, by how their names
// begin: an extension's is its target.
var places = []struct{ name, place string }{
	{"thank-you", "the thank-you page"},
	{"order-status", "the order status page"},
	{"account", "the account pages"},
	{"storefront", "the storefront"},
	{"pos", "the till"},
	{"purchase.thank-you.", "the thank-you page"},
	{"customer-account.order-status.", "the order status page"},
	{"customer-account.", "the account pages"},
	{"admin.customer-details.", "the customer page"},
	{"admin.app", "the app"},
}

func placeOf(surface string) string {
	for _, p := range places {
		if strings.HasPrefix(surface, p.name) {
			return p.place
		}
	}
	return spaced(surface)
}

// Asked tells of a browser's request to the app, from a surface such as
// "thank-you" or from the merchant's admin.
func (w Words) Asked(shop, surface, method, path string, subjects []string) string {
	place := placeOf(surface)
	path, _, _ = strings.Cut(path, "?")
	if strings.HasPrefix(surface, "admin.") {
		return visited(place, method, path)
	}
	switch end := path[strings.LastIndex(path, "/")+1:]; {
	case end == "responses" && method == "POST":
		if who := w.who(shop, subjects); who != "" {
			return who + " answered on " + place
		}
		return "Answer posted from " + place
	case end == "next":
		return "What to ask " + first(w.who(shop, subjects), "this shopper") + " next, on " + place + "?"
	case end == "displays":
		return "A question was shown on " + place
	case end == "preferences" && method != "GET":
		return "Preferences changed on " + place
	case end == "preferences":
		return "Preferences opened on " + place
	case method == "GET":
		return "Something was read on " + place
	default:
		return "Something was sent from " + place
	}
}

// visited tells of the merchant's request from a place in the admin.
func visited(place, method, path string) string {
	did := "changed"
	if method == "GET" {
		did = "looked at"
	}
	_, below, _ := strings.Cut(path, "/v1/")
	what, _, _ := strings.Cut(below, "/")
	return "The merchant " + did + " " + first(spaced(what), "something") + " in " + place
}

// Told tells of a call to an email tool.
func (w Words) Told(shop, tool, method string, subjects []string) string {
	who := w.who(shop, subjects)
	switch {
	case method == "GET":
		return w.App + " asked " + tool + " something"
	case who != "":
		return w.App + " told " + tool + " about " + who
	default:
		return w.App + " told " + tool + " the news"
	}
}

// who names the people of a list of ids, the orders when there are none.
func (w Words) who(shop string, ids []string) string {
	if w.Name == nil {
		return ""
	}
	for _, kind := range []string{"/Customer/", "/Order/"} {
		var names []string
		for _, id := range ids {
			if name := w.Name(shop, id); name != "" && strings.Contains(id, kind) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		switch {
		case len(names) > 2:
			return names[0] + " and others"
		case len(names) > 0:
			return strings.Join(names, " and ")
		}
	}
	return ""
}

// whom is who, or what sort of thing the ids are.
func (w Words) whom(shop string, ids []string) string {
	is := func(kind string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(id, kind) })
	}
	switch who := w.who(shop, ids); {
	case who != "":
		return who
	case is("/Customer/"):
		return "a customer"
	case is("/Order/"):
		return "an order"
	default:
		return "the shop"
	}
}

func first(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// spaced writes a name of code as words: "productVariantsBulkUpdate" and
// "thank-you" as "product variants bulk update" and "thank you".
func spaced(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			b.WriteByte(' ')
			r = unicode.ToLower(r)
		case r == '-' || r == '_':
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}
