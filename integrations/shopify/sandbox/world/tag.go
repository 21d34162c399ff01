package world

import (
	"slices"
	"strings"
)

// SplitTags cuts at commas, which Shopify reads as separators.
func SplitTags(given []string) []string {
	var out []string
	for _, entry := range given {
		for tag := range strings.SplitSeq(entry, ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
				out = append(out, tag)
			}
		}
	}
	return out
}

// AddTags keeps tags sorted and, like Shopify, unique whatever their case.
func AddTags(old, given []string) []string {
	next := slices.Clone(old)
	for _, tag := range SplitTags(given) {
		if !HasTag(next, tag) {
			next = append(next, tag)
		}
	}
	slices.SortFunc(next, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return next
}

// RemoveTags takes tags away, whatever their case.
func RemoveTags(old, given []string) []string {
	return slices.DeleteFunc(slices.Clone(old), func(tag string) bool { return HasTag(given, tag) })
}

// HasTag reports whether a tag is among tags, whatever its case.
func HasTag(tags []string, wanted string) bool {
	return slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, wanted) })
}
