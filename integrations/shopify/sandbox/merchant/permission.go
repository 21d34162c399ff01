package merchant

import (
	"slices"
	"strings"
)

// permission is one line of what an app may do.
type permission struct{ Verb, What, Detail string }

// resources say what the scopes speak of, in the order they are shown.
var resources = []struct{ name, what, detail string }{
	{"customers", "Customers", "Customers’ details, addresses, tags, metafields and marketing consent"},
	{"customer_merge", "Customer merging", "Which customer profiles became one"},
	{"orders", "Orders", "Orders of the last 60 days, their lines, tags and metafields"},
	{"all_orders", "All orders", "Orders older than 60 days, too"},
	{"products", "Products", "Products, variants and collections"},
	{"discounts", "Discounts", "Discounts and their codes"},
	{"app_proxy", "Storefront requests", "A path of the online store that the app answers"},
	{"themes", "Themes", "The online store’s themes and their settings"},
	{"locales", "Languages", "The languages the shop publishes"},
	{"markets", "Markets", "Countries, currencies and prices"},
	{"files", "Files", "Pictures and documents of the shop"},
	{"metaobjects", "Metaobjects", "Entries of custom content"},
	{"reports", "Reports", "Reports and analytics"},
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
	for len(left) > 0 { // what has no words here is named as it is
		_, name, _ := strings.Cut(left[0], "_")
		verb := take(name)
		if verb == "" {
			verb, name, left = "Use", left[0], left[1:]
		}
		out = append(out, permission{verb, sentence(name), ""})
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
		out = append(out, permission{"View", "Customer data", "Name, email address, phone number and postal address"})
	}
	if about("orders") {
		out = append(out, permission{"View", "Browsing behaviour", "How a buyer came to the shop, and her country and language"})
	}
	return out
}
