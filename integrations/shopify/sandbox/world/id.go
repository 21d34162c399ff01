package world

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// GID is the global id of a record: "gid://shopify/Customer/1".
func GID(kind string, id int64) string {
	return "gid://shopify/" + kind + "/" + strconv.FormatInt(id, 10)
}

// ParseGID reads gid://shopify/Kind/N.
func ParseGID(s string) (kind string, id int64, ok bool) {
	rest, ok := strings.CutPrefix(s, "gid://shopify/")
	if !ok {
		return "", 0, false
	}
	kind, number, ok := strings.Cut(rest, "/")
	if !ok {
		return "", 0, false
	}
	id, err := strconv.ParseInt(number, 10, 64)
	return kind, id, err == nil && id > 0
}

// Money writes hundredths as Shopify writes a Decimal.
func Money(hundredths int64) string {
	whole, cents := strconv.FormatInt(hundredths/100, 10), strconv.FormatInt(hundredths%100, 10)
	if len(cents) < 2 {
		cents = "0" + cents
	}
	return whole + "." + cents
}

// Decimal writes hundredths as Shopify writes the amount of MoneyV2: "14.5", "14.0".
func Decimal(hundredths int64) string {
	return strings.TrimSuffix(Money(hundredths), "0")
}

// Keep bounds a log: past twice n the oldest are forgotten.
func Keep[T any](log []T, n int) []T {
	if len(log) <= 2*n {
		return log
	}
	return slices.Clone(log[len(log)-n:])
}

// Number writes an id as text.
func Number(id int64) string { return strconv.FormatInt(id, 10) }

// Sorted are a map's keys in order.
func Sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// OrNil keeps an absent value null rather than empty.
func OrNil[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// HostName is the Host header without its port.
func HostName(host string) string {
	name, _, _ := strings.Cut(host, ":")
	return strings.ToLower(name)
}

// Text is a member of a JSON object that is a string, else "".
func Text(a map[string]any, name string) string {
	s, _ := a[name].(string)
	return s
}
