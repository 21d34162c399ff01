package world

import (
	"slices"
	"strings"
)

// valueType is what values of a metafield's type look like.
type valueType struct {
	category string
	read     reader
	listed   bool     // comes as list.… too
	options  []string // the validations a definition may ask for
}

// reader checks a value and gives it as Shopify keeps it, or says why it is
// wrong: the end of a sentence that starts with "Value".
type reader func(s *Shop, value string) (kept, problem string)

var (
	lengths = []string{"min", "max", "regex"}
	bounds  = []string{"min", "max"}
)

// valueTypes are Shopify's types but for measurements and references, which
// come in numbers.
var valueTypes = map[string]valueType{
	"boolean":                {"TRUE_FALSE", readBoolean, false, nil},
	"color":                  {"COLOR", readColour, true, nil},
	"date":                   {"DATE_TIME", readDate, true, bounds},
	"date_time":              {"DATE_TIME", readDateTime, true, bounds},
	"id":                     {"ID", readLine, false, lengths},
	"json":                   {"JSON", readJSON, false, []string{"schema"}},
	"jurisdiction":           {"JURISDICTION", readLine, true, nil},
	"language":               {"LANGUAGE", readLine, false, nil},
	"link":                   {"LINK", readLink, true, nil},
	"money":                  {"MONEY", readMoney, false, nil},
	"multi_line_text_field":  {"TEXT", readText, false, lengths},
	"number_decimal":         {"NUMBER", readDecimal, true, []string{"min", "max", "max_precision"}},
	"number_integer":         {"NUMBER", readInteger, true, bounds},
	"rating":                 {"RATING", readRating, true, []string{"scale_min", "scale_max"}},
	"rich_text_field":        {"TEXT", readRichText, false, nil},
	"single_line_text_field": {"TEXT", readLine, true, []string{"min", "max", "regex", "choices"}},
	"url":                    {"URL", readURL, true, []string{"allowed_domains"}},
}

// referred are the kinds of record a reference names, by type. Those without a
// kind name something the sandbox never has.
var referred = map[string]string{
	"article_reference": "Article", "collection_reference": "Collection", "company_reference": "Company",
	"customer_reference": "Customer", "disclosure_reference": "", "file_reference": "", "metaobject_reference": "Metaobject",
	"mixed_reference": "Metaobject", "order_reference": "Order", "page_reference": "Page", "product_reference": "Product",
	"product_taxonomy_disclosure_reference": "", "product_taxonomy_value_reference": "TaxonomyValue", "variant_reference": "ProductVariant",
}

var referenceOptions = map[string][]string{
	"file_reference": {"file_type_options"}, "metaobject_reference": {"metaobject_definition_id"},
	"mixed_reference": {"metaobject_definition_ids"},
}

// typeOf finds a type, and whether it is one of lists.
func typeOf(name string) (t valueType, list, ok bool) {
	element, list := strings.CutPrefix(name, "list.")
	if kind, is := referred[element]; is {
		t = valueType{"REFERENCE", readReference(kind), element != "product_taxonomy_disclosure_reference", referenceOptions[element]}
	} else if units[element] != nil {
		t = valueType{"MEASUREMENT", readMeasurement(element), true, bounds}
	} else if t, ok = valueTypes[element]; !ok {
		return t, list, false
	}
	if list {
		t.options = append(slices.Clone(t.options), "list.min", "list.max")
	}
	return t, list, t.listed || !list
}

// KnownType reports whether Shopify has a metafield type of this name.
func KnownType(name string) bool {
	_, _, ok := typeOf(name)
	return ok
}

// TypeCategory is the group the admin shows a type in: "TEXT".
func TypeCategory(name string) string {
	t, _, _ := typeOf(name)
	return t.category
}

// ValidationsOf are the names of the validations a definition of a type may ask for.
func ValidationsOf(name string) []string {
	t, _, _ := typeOf(name)
	return t.options
}

// TypeNames are all types there are, as Shopify tells them to who names none of
// them: values by name, then each reference with its list.
func TypeNames() []string {
	var values, references []string
	for _, name := range slices.Concat(Sorted(valueTypes), Sorted(units), Sorted(referred)) {
		into := &values
		if _, is := referred[name]; is {
			into = &references
		}
		*into = append(*into, name)
		if KnownType("list." + name) {
			*into = append(*into, "list."+name)
		}
	}
	slices.Sort(values)
	return append(values, references...)
}
