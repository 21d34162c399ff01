package world

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const maxChoices = 128

// checkValidations says what is wrong with the validations a definition of a
// type asks for, in Shopify's words; "" and a code for nothing.
func checkValidations(kind string, list []Validation) (code, message string) {
	const invalid = "INVALID_OPTION"
	seen := map[string]string{}
	for _, v := range list {
		if _, twice := seen[v.Name]; twice {
			return "DUPLICATE_OPTION", `Validations cannot contain duplicate "name" options.`
		}
		seen[v.Name] = v.Value
	}
	for _, v := range list {
		if !slices.Contains(ValidationsOf(kind), v.Name) {
			return invalid, fmt.Sprintf("Validations value for option %s contains an invalid value: '%s' isn't supported for %s.", v.Name, v.Name, kind)
		}
		if problem := v.problem(kind); problem != "" {
			return invalid, "Validations value for option " + v.Name + " " + problem
		}
	}
	if order, _ := compareValues(optionType("min", kind), seen["min"], seen["max"]); seen["min"] != "" && seen["max"] != "" && order > 0 {
		return invalid, "Validations contains an invalid value: 'min' must be less than 'max'."
	}
	return "", ""
}

// optionType is the type a validation's own value has: a text's bounds are
// lengths, a date's are dates.
func optionType(name, kind string) string {
	switch name {
	case "regex", "metaobject_definition_id":
		return "single_line_text_field"
	case "choices", "allowed_domains", "file_type_options", "metaobject_definition_ids":
		return "list.single_line_text_field"
	case "schema":
		return "json"
	case "scale_min", "scale_max":
		return "number_decimal"
	}
	element := strings.TrimPrefix(kind, "list.")
	if name != "min" && name != "max" || slices.Contains(ValidationsOf(element), "regex") {
		return "number_integer"
	}
	return element
}

// OptionType is the type of a validation's value, for a definition of a type.
func (d *Definition) OptionType(name string) string { return optionType(name, d.Type) }

// missingValidations says what a type cannot be without.
func missingValidations(kind string, list []Validation) []string {
	has := func(name string) bool {
		return slices.ContainsFunc(list, func(v Validation) bool { return v.Name == name })
	}
	var out []string
	switch strings.TrimPrefix(kind, "list.") {
	case "rating":
		for _, name := range []string{"scale_max", "scale_min"} {
			if !has(name) {
				out = append(out, "Validations requires '"+name+"' to be provided.")
			}
		}
	case "metaobject_reference":
		if !has("metaobject_definition_id") {
			out = append(out, "Validations require that you select a metaobject.")
		}
	}
	return out
}

// problem says why a validation's own value is wrong.
func (v Validation) problem(kind string) string {
	if v.Name == "regex" {
		if _, err := regexp.Compile(v.Value); err != nil {
			return "is not a valid regular expression."
		}
		return ""
	}
	of := optionType(v.Name, kind)
	t, list, _ := typeOf(of)
	if !list {
		_, problem := t.read(nil, v.Value)
		return problem
	}
	var items []string
	switch err := json.Unmarshal([]byte(v.Value), &items); {
	case err != nil || len(items) == 0:
		return "must be a JSON array of texts."
	case len(items) > maxChoices:
		return fmt.Sprintf("has more than %d elements.", maxChoices)
	}
	return ""
}
