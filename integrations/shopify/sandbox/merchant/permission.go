package merchant

import (
	"cmp"
	"slices"
	"strings"
)

// permission is one line of what an app may do: "View", "orders".
type permission struct{ Verb, What, Detail string }

// resources say what the scopes speak of, in the order they are shown.
var resources = []struct{ name, what, detail string }{
	{"customers", "customers", "Customers’ details, addresses, tags, metafields and marketing consent"},
	{"customer_merge", "merged customers", "Which customer profiles became one"},
	{"orders", "orders", "Orders of the last 60 days, their lines, tags and metafields"},
	{"all_orders", "all orders", "Orders older than 60 days, too"},
	{"products", "products", "Products, variants and collections"},
	{"discounts", "discounts", "Discounts and their codes"},
	{"app_proxy", "the app proxy", "A path of the online store that the app answers"},
	{"themes", "themes", "The online store’s themes and their settings"},
	{"locales", "languages", "The languages the shop publishes"},
	{"markets", "markets", "Countries, currencies and prices"},
	{"files", "files", "Pictures and documents of the shop"},
	{"metaobjects", "metaobjects", "Entries of custom content"},
	{"reports", "reports", "Reports and analytics"},
}

// permissions put scopes into words: a resource once, though it is both read and
// written.
func permissions(scopes []string) []permission {
	var out []permission
	left := slices.Clone(scopes)
	take := func(name string) (verb string) {
		switch {
		case slices.Contains(left, "write_"+name):
			verb = "View and edit"
		case slices.Contains(left, "read_"+name):
			verb = "View"
		}
		left = slices.DeleteFunc(left, func(s string) bool { return s == "read_"+name || s == "write_"+name })
		return verb
	}
	for _, r := range resources {
		if verb := take(r.name); verb != "" {
			out = append(out, permission{verb, r.what, r.detail})
		}
	}
	for len(left) > 0 { // what has no words of its own
		scope := left[0]
		_, name, _ := strings.Cut(scope, "_")
		own, ofShopper := strings.CutPrefix(scope, "customer_")
		verb, detail := take(name), ""
		if ofShopper {
			_, name, _ = strings.Cut(own, "_")
			verb, detail = map[bool]string{true: "View", false: "View and edit"}[strings.HasPrefix(own, "read_")], "What belongs to a shopper who is logged in, and nobody else’s"
		}
		left = slices.DeleteFunc(left, func(s string) bool { return s == scope })
		out = append(out, permission{cmp.Or(verb, "Use"), strings.ReplaceAll(name, "_", " "), detail})
	}
	return out
}

// personal is what personal data scopes open.
func personal(scopes []string) []permission {
	var out []permission
	about := func(resource string) bool {
		return slices.Contains(scopes, "read_"+resource) || slices.Contains(scopes, "write_"+resource)
	}
	if about("customers") || about("orders") {
		out = append(out, permission{"View", "customer data", "Name, email address, phone number and postal address"})
	}
	if about("orders") {
		out = append(out, permission{"View", "browsing behaviour", "How a buyer came to the shop, and their country and language"})
	}
	return out
}
