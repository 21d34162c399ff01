package world

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Shopify's limits on a value.
const (
	maxText     = 64 << 10
	maxJSON     = 128 << 10
	maxListSize = 128
)

var (
	wholeNumber   = regexp.MustCompile(`^-?[0-9]{1,16}$`)
	decimalNumber = regexp.MustCompile(`^-?[0-9]{1,13}(\.[0-9]{1,9})?$`)
	colour        = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// valueTypes are the types that are checked; each answers why a value is wrong.
var valueTypes = map[string]func(string) string{
	"single_line_text_field": func(v string) string {
		return unless(v != "" && !strings.ContainsAny(v, "\r\n"), "must be a single line text string")
	},
	"multi_line_text_field": func(v string) string { return unless(v != "", "can't be blank") },
	"number_integer":        func(v string) string { return unless(wholeNumber.MatchString(v), "must be an integer") },
	"number_decimal":        func(v string) string { return unless(decimalNumber.MatchString(v), "must be a decimal") },
	"boolean":               func(v string) string { return unless(v == "true" || v == "false", "must be true or false") },
	"date":                  func(v string) string { return unless(parses(time.DateOnly, v), "must be in YYYY-MM-DD format") },
	"date_time": func(v string) string {
		return unless(parses(time.RFC3339, v) || parses("2006-01-02T15:04:05", v), "must be an ISO 8601 date and time")
	},
	"json":  func(v string) string { return unless(json.Valid([]byte(v)), "is invalid JSON") },
	"color": func(v string) string { return unless(colour.MatchString(v), "must be a hex colour") },
	"url": func(v string) string {
		u, err := url.Parse(v)
		return unless(err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto"), "must be a URL")
	},
	"rating":             jsonObject("value", "scale_min", "scale_max"),
	"customer_reference": reference("Customer"),
	"product_reference":  reference("Product"),
}

// listable are the types that come as lists too.
var listable = []string{"single_line_text_field", "number_integer", "number_decimal", "date", "date_time", "url", "color", "rating", "customer_reference", "product_reference"}

// KnownType reports whether Shopify has a type of this name that the sandbox checks.
func KnownType(name string) bool {
	if element, ok := strings.CutPrefix(name, "list."); ok {
		return slices.Contains(listable, element)
	}
	return valueTypes[name] != nil
}

// CheckValue holds a value against its type, nil when it fits.
func CheckValue(kind, value string) *UserError {
	limit := maxText
	if kind == "json" {
		limit = maxJSON
	}
	switch {
	case !KnownType(kind):
		return &UserError{Field: []string{"type"}, Message: fmt.Sprintf("Type '%s' is not one the sandbox knows", kind), Code: "INCLUSION"}
	case len(value) > limit:
		return &UserError{Field: []string{"value"}, Message: fmt.Sprintf("Value is too long (maximum is %d bytes)", limit), Code: "TOO_LONG"}
	case !utf8.ValidString(value):
		return &UserError{Field: []string{"value"}, Message: "Value is not valid UTF-8", Code: "INVALID_VALUE"}
	}
	if why := wrong(kind, value); why != "" {
		return &UserError{Field: []string{"value"}, Message: "Value " + why + ".", Code: "INVALID_VALUE"}
	}
	return nil
}

func wrong(kind, value string) string {
	element, isList := strings.CutPrefix(kind, "list.")
	if !isList {
		return valueTypes[kind](value)
	}
	var items []json.RawMessage
	if json.Unmarshal([]byte(value), &items) != nil {
		return "must be a JSON list"
	}
	if len(items) > maxListSize {
		return fmt.Sprintf("has more than %d items", maxListSize)
	}
	for i, item := range items {
		var s string
		if json.Unmarshal(item, &s) != nil {
			s = string(item) // numbers and ratings stand bare in a list
		}
		if why := valueTypes[element](s); why != "" {
			return "at " + strconv.Itoa(i) + " " + why
		}
	}
	return ""
}

// JSON is jsonValue: the value as JSON rather than as text.
func (m *Metafield) JSON() any {
	structured := strings.HasPrefix(m.Type, "list.") || slices.Contains([]string{"json", "number_integer", "boolean", "rating"}, m.Type)
	if structured && json.Valid([]byte(m.Value)) {
		return json.RawMessage(m.Value)
	}
	return m.Value
}

func unless(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}

func parses(layout, v string) bool {
	_, err := time.Parse(layout, v)
	return err == nil
}

func jsonObject(keys ...string) func(string) string {
	return func(v string) string {
		var o map[string]any
		if json.Unmarshal([]byte(v), &o) != nil {
			return "must be a JSON object"
		}
		for _, key := range keys {
			if o[key] == nil {
				return "lacks " + key
			}
		}
		return ""
	}
}

func reference(kind string) func(string) string {
	return func(v string) string {
		k, _, ok := ParseGID(v)
		return unless(ok && k == kind, "must be a "+kind+" id")
	}
}
