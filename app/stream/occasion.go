package stream

import (
	"slices"
	"strconv"
	"time"
)

// Pause is how long a shopper is away before her visit is over, as web statistics
// usually have it.
const Pause = 30 * time.Minute

// Moment is when a shopper was asked or answered something, and about which order.
type Moment struct {
	At    time.Time
	Order string // the occasion it is, "" without an order
}

// Occasions names the occasion of each moment: its order, else the visit it is part
// of. Moments that follow each other within a pause are one visit, and the first of
// them names it.
func Occasions(moments []Moment) []string {
	byTime := make([]int, len(moments))
	for i := range byTime {
		byTime[i] = i
	}
	slices.SortFunc(byTime, func(a, b int) int { return moments[a].At.Compare(moments[b].At) })
	names := make([]string, len(moments))
	var visit string
	var last time.Time
	for n, i := range byTime {
		at := moments[i].At
		if n == 0 || at.Sub(last) >= Pause {
			visit = "visit/" + strconv.FormatInt(at.UnixMilli(), 10)
		}
		last = at
		if names[i] = moments[i].Order; names[i] == "" {
			names[i] = visit
		}
	}
	return names
}
