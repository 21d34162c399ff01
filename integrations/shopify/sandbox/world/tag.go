package world

import (
	"cmp"
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
	slices.SortFunc(next, func(a, b string) int {
		return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
	return next
}

// RemoveTags takes tags away, whatever their case.
func RemoveTags(old, given []string) []string {
	return slices.DeleteFunc(slices.Clone(old), func(tag string) bool { return HasTag(given, tag) })
}

// RemoveExactTags takes tags away that are written the same: so it is with all
// records but customers.
func RemoveExactTags(old, given []string) []string {
	return slices.DeleteFunc(slices.Clone(old), func(tag string) bool { return slices.Contains(given, tag) })
}

// HasTag reports whether a tag is among tags, whatever its case.
func HasTag(tags []string, wanted string) bool {
	return slices.ContainsFunc(tags, func(tag string) bool { return strings.EqualFold(tag, wanted) })
}

// AnnounceTags tells subscribers which tags a customer got and lost. The caller
// holds the lock.
func (w *World) AnnounceTags(shop *Shop, c *Customer, before []string) {
	for topic, tags := range map[string][]string{
		"customer.tags_added":   RemoveTags(c.Tags, before),
		"customer.tags_removed": RemoveTags(before, c.Tags),
	} {
		if len(tags) > 0 {
			w.Announce(shop, topic, Payload{"customerId": GID("Customer", c.ID), "tags": tags, "occurredAt": Stamp(w.Now())})
		}
	}
}
