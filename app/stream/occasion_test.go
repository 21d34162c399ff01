package stream_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app/stream"
)

func TestAVisitLastsUntilSheIsAwayForHalfAnHour(t *testing.T) {
	t.Parallel()
	at := func(minutes int) time.Time { return now.Add(time.Duration(minutes) * time.Minute) }
	first, second := fmt.Sprint("visit/", at(0).UnixMilli()), fmt.Sprint("visit/", at(99).UnixMilli())
	require.Equal(t, []string{second, first, "order/5", first, second, "order/5"}, stream.Occasions([]stream.Moment{
		{At: at(99)}, {At: at(0)}, {At: at(29), Order: "order/5"}, {At: at(50)}, {At: at(128)}, {At: at(500), Order: "order/5"},
	}))
	require.Empty(t, stream.Occasions(nil))
}

func TestTwoMomentsAreOneVisitJustWhenNoPauseIsBetweenThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var moments []stream.Moment
		for range rapid.IntRange(0, 12).Draw(t, "moments") {
			moments = append(moments, stream.Moment{
				At:    now.Add(time.Duration(rapid.IntRange(0, 200).Draw(t, "minute")) * time.Minute),
				Order: rapid.SampledFrom([]string{"", "", "order/5", "order/6"}).Draw(t, "order"),
			})
		}
		names := stream.Occasions(moments)
		require.Len(t, names, len(moments))
		for i, a := range moments {
			for j, b := range moments {
				want := a.Order == b.Order && (a.Order != "" || !paused(moments, a.At, b.At))
				require.Equal(t, want, names[i] == names[j], "%v %v of %v", a, b, moments)
			}
		}
		order := rand.New(rand.NewSource(int64(rapid.Uint16().Draw(t, "order")))).Perm(len(moments))
		mixed, want := make([]stream.Moment, len(moments)), make([]string, len(moments))
		for to, from := range order {
			mixed[to], want[to] = moments[from], names[from]
		}
		require.Equal(t, want, stream.Occasions(mixed), "in whatever order they are told")
	})
}

// paused reports whether half an hour passed between two moments without any.
func paused(moments []stream.Moment, from, to time.Time) bool {
	if to.Before(from) {
		from, to = to, from
	}
	var between []time.Time
	for _, m := range moments {
		if !m.At.Before(from) && !m.At.After(to) {
			between = append(between, m.At)
		}
	}
	slices.SortFunc(between, time.Time.Compare)
	for i := 1; i < len(between); i++ {
		if between[i].Sub(between[i-1]) >= 30*time.Minute {
			return true
		}
	}
	return false
}
