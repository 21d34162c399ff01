package main

import (
	"fmt"
	"slices"
	"time"
)

// sample is one measured run of one subject.
type sample struct {
	requests int
	wall     time.Duration
	cpu      time.Duration // of the subject and its database server
	foreign  float64       // share of the machine that others used
}

func (s sample) perRequest() time.Duration {
	return s.cpu / time.Duration(max(s.requests, 1))
}

func (s sample) String() string {
	return fmt.Sprintf("%.0f/s at %s", s.rate(), s.perRequest().Round(100*time.Nanosecond))
}

func (s sample) rate() float64 { return float64(s.requests) / s.wall.Seconds() }

// spread is the median of per-round ratios, with the worst and the best round.
type spread struct{ median, low, high float64 }

func spreadOf(ratios []float64) spread {
	if len(ratios) == 0 {
		return spread{}
	}
	sorted := slices.Sorted(slices.Values(ratios))
	n := len(sorted)
	return spread{median: (sorted[(n-1)/2] + sorted[n/2]) / 2, low: sorted[0], high: sorted[n-1]}
}

func (s spread) String() string {
	return fmt.Sprintf("%.2f (%.2f–%.2f)", s.median, s.low, s.high)
}

// pair is one round: the floor and ours, one right after the other.
type pair struct{ floor, ours sample }

// cpuRatio is floor ÷ ours: 1 is as lean as the floor, 0.5 costs twice as much.
func (p pair) cpuRatio() float64 {
	return float64(p.floor.perRequest()) / float64(max(p.ours.perRequest(), 1))
}

func (p pair) rateRatio() float64 { return p.ours.rate() / p.floor.rate() }

func spreadOver(pairs []pair, ratio func(pair) float64) spread {
	ratios := make([]float64, len(pairs))
	for i, p := range pairs {
		ratios[i] = ratio(p)
	}
	return spreadOf(ratios)
}
