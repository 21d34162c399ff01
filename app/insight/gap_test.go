package insight

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

var monday = time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)

// history are days from a Monday on, each so many orders and so many of them shown.
func history(days ...[2]int) []Day {
	list := make([]Day, len(days))
	for i, d := range days {
		list[i] = Day{monday.AddDate(0, 0, i), Counts{Orders: d[0], Shown: d[1]}}
	}
	return list
}

func repeat(n int, day [2]int) [][2]int {
	list := make([][2]int, n)
	for i := range list {
		list[i] = day
	}
	return list
}

func found(days []Day) []Gap { return gaps(app.SurfaceThankYou, days, monday) }

func TestABlockThatIsTakenAwayIsMissedFromThatDayOn(t *testing.T) {
	t.Parallel()
	days := history(append(repeat(14, [2]int{60, 54}), [2]int{60, 2}, [2]int{60, 1})...)
	require.Equal(t, []Gap{{
		Surface: app.SurfaceThankYou, From: monday.AddDate(0, 0, 14), To: monday.AddDate(0, 0, 15), Open: true, Shown: 3, Orders: 120, Usual: 0.9,
	}}, found(days))
}

func TestAGapThatIsOverIsClosed(t *testing.T) {
	t.Parallel()
	days := history(append(repeat(14, [2]int{60, 54}), [2]int{60, 0}, [2]int{0, 0}, [2]int{60, 0}, [2]int{60, 55})...)
	gaps := found(days)
	require.Len(t, gaps, 1)
	require.False(t, gaps[0].Open)
	require.Equal(t, monday.AddDate(0, 0, 14), gaps[0].From)
	require.Equal(t, monday.AddDate(0, 0, 16), gaps[0].To)
	require.Equal(t, 120, gaps[0].Orders)
}

func TestASmallShopsDaysAreTakenTogether(t *testing.T) {
	t.Parallel()
	quiet := append(repeat(14, [2]int{5, 5}), repeat(3, [2]int{5, 0})...)
	require.Empty(t, found(history(quiet...)), "fifteen orders say nothing")
	gaps := found(history(append(quiet, [2]int{5, 0})...))
	require.Len(t, gaps, 1)
	require.Equal(t, monday.AddDate(0, 0, 14), gaps[0].From, "not the healthy days before it")
	require.Equal(t, 20, gaps[0].Orders)
}

func TestAGapStaysOpenForAsLongAsItLasts(t *testing.T) {
	t.Parallel()
	gaps := found(history(append(repeat(14, [2]int{60, 54}), repeat(30, [2]int{60, 0})...)...))
	require.Len(t, gaps, 1)
	require.True(t, gaps[0].Open)
	require.Equal(t, 1800, gaps[0].Orders)
}

func TestWhatWasNeverShownIsMissing(t *testing.T) {
	t.Parallel()
	days := history(repeat(10, [2]int{4, 0})...)
	placed := monday.AddDate(0, 0, 5)
	require.Equal(t, []Gap{{Surface: app.SurfaceThankYou, From: placed, To: monday.AddDate(0, 0, 9), Open: true, Orders: 20}},
		gaps(app.SurfaceThankYou, days, placed))
	require.Empty(t, gaps(app.SurfaceThankYou, days[:9], placed), "sixteen orders say nothing")
}

func TestOrdersThatGrowOrPagesLoadedAgainAreNoGap(t *testing.T) {
	t.Parallel()
	require.Empty(t, found(history(append(repeat(14, [2]int{20, 9}), repeat(5, [2]int{400, 170})...)...)))
	require.Empty(t, found(history(append(repeat(14, [2]int{50, 400}), repeat(5, [2]int{50, 30})...)...)), "a page is often loaded again")
	require.Empty(t, found(history(append(repeat(14, [2]int{0, 0}), [2]int{50, 0})...)[:14]))
}

// Healthy shops of every size, whose blocks are shown on every share of orders.
func TestChanceAloneRaisesNoAlarm(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	alarms, days := 0, 0
	for range 400 {
		orders, share := 1+dice.IntN(200), 0.05+0.9*dice.Float64()
		shop := make([][2]int, 90)
		for i := range shop {
			shop[i][0] = dice.IntN(2 * orders)
			for range shop[i][0] {
				if dice.Float64() < share {
					shop[i][1]++
				}
			}
		}
		alarms += len(found(history(shop...)))
		days += len(shop)
	}
	require.LessOrEqual(t, alarms, days/10_000, "of %d healthy days", days)
}

func TestTheBoundIsWilsons(t *testing.T) {
	t.Parallel()
	// (p + z²/2n + z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n) by hand.
	require.InDelta(t, 9.0/29, upperBound(0, 20), 1e-12)
	require.InDelta(t, 1, upperBound(20, 20), 1e-12)
	require.InDelta(t, 0.11104331705152246, upperBound(3, 120), 1e-12)
}
