package search

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

var ranges = map[string]string{"<": "range_lt", "<=": "range_lte", ">": "range_gt", ">=": "range_gte"}

// Parsed is the query as Shopify repeats it in extensions.search, nil when it
// says nothing. Times without a zone are read in the shop's.
func (q Query) Parsed(zone *time.Location) map[string]any {
	if q.root == nil {
		return nil
	}
	return q.root.parsed(zone)
}

// parsed names ranges first, as Shopify does, then the rest as written.
func (e every) parsed(zone *time.Location) map[string]any {
	nodes := slices.Clone(e)
	slices.SortStableFunc(nodes, func(a, b node) int { return rank(a) - rank(b) })
	return map[string]any{"and": parsedAll(nodes, zone)}
}

func rank(n node) int {
	if t, ok := n.(*term); ok && t.comparator != "" {
		return 0
	}
	return 1
}

func (s some) parsed(zone *time.Location) map[string]any {
	return map[string]any{"or": parsedAll(s, zone)}
}

func (n none) parsed(zone *time.Location) map[string]any {
	return map[string]any{"not": n.of.parsed(zone)}
}

func parsedAll(nodes []node, zone *time.Location) []map[string]any {
	said := make([]map[string]any, 0, len(nodes))
	for _, n := range nodes {
		said = append(said, n.parsed(zone))
	}
	return said
}

// rangeValue writes whole numbers as numbers and times with their zone.
func rangeValue(s string, zone *time.Location) any {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	if at, ok := parseSpan(s, time.Time{}.In(zone)); ok && strings.Contains(s, "T") {
		return at.from.Format(time.RFC3339)
	}
	return s
}
