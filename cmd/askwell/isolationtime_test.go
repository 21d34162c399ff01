//go:build !race

package main

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnotherShopsIdsTakeNoLongerThanNobodys(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes time, and its own time")
	}
	n := newNeighbours(t)
	routes, _ := n.merchant()
	for _, r := range append(routes, n.shoppers()...) {
		if r.method != http.MethodGet {
			continue
		}
		own := n.own(r, n.a)
		for _, s := range r.slots {
			for _, kind := range n.kindOf(r, s) {
				var theirs, nobodys []time.Duration
				for range 15 {
					theirs = append(theirs, n.clock(r, own.with(s, n.b.ids[kind][0])))
					nobodys = append(nobodys, n.clock(r, own.with(s, nowhere(kind, n.b.ids[kind][0]))))
				}
				slower, faster := median(theirs), median(nobodys)
				if slower < faster {
					slower, faster = faster, slower
				}
				require.Less(t, slower, 3*faster+5*time.Millisecond, "%s %s", r, s.name)
			}
		}
	}
}

func (n *neighbours) clock(r route, q request) time.Duration {
	started := time.Now()
	n.send(r, n.a, q)
	return time.Since(started)
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
