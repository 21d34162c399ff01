package insight

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

func nov(day int) time.Time { return time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC) }

func at(day, hour int) time.Time { return nov(day).Add(time.Duration(hour) * time.Hour) }

func TestOrdersLedPastSinceTheFirstVersionThatWasAskedThere(t *testing.T) {
	t.Parallel()
	there, elsewhere := []app.Surface{app.SurfaceTheme, app.SurfaceThankYou}, []app.Surface{app.SurfaceTheme}
	all := []store.Placing{
		{Survey: "a", Version: 1, At: at(2, 9), On: elsewhere},
		{Survey: "a", Version: 2, At: at(4, 10), On: there},
		{Survey: "a", Version: 3, At: at(5, 11), On: there},
		{Survey: "a", Version: 4, At: at(8, 0), On: elsewhere},
		{Survey: "a", Version: 5, At: at(10, 8), On: there},
		{Survey: "b", Version: 1, At: at(7, 1), On: there},
		{Survey: "b", Version: 2, At: at(9, 2), On: elsewhere},
	}
	require.Equal(t, []stretch{{at(4, 10), at(9, 2)}, {begins: at(10, 8)}}, asked(all, app.SurfaceThankYou), "of all surveys")
	one := asked(all[:5], app.SurfaceThankYou)
	require.Equal(t, []stretch{{at(4, 10), at(8, 0)}, {begins: at(10, 8)}}, one)
	require.Empty(t, asked(all, app.SurfaceOrderStatus))
	for _, in := range []struct {
		from, to int
		want     There
	}{
		{1, 3, There{}},
		{1, 6, There{Since: nov(4), First: true}},
		{4, 6, There{Since: nov(4), First: true}},
		{5, 7, There{Since: nov(5), Whole: true}},
		{5, 8, There{Since: nov(5), Breaks: true}},
		{1, 9, There{Since: nov(4), First: true, Breaks: true}},
		{8, 9, There{}},
		{9, 12, There{Since: nov(10)}},
		{11, 12, There{Since: nov(11), Whole: true}},
	} {
		require.Equal(t, in.want, pastOf(one, nov(in.from), nov(in.to), time.UTC).There, "%d to %d", in.from, in.to)
	}
	p := pastOf(one, nov(1), nov(12), time.UTC)
	require.Equal(t, []dates{{nov(5), nov(7)}, {nov(11), nov(12)}}, p.whole)
	require.Equal(t, []store.Hours{{Day: nov(4), From: at(4, 10), To: at(8, 0)}, {Day: nov(10), From: at(10, 8)}}, p.some)
}

// Whatever the stretches are, and wherever clocks are set, an hour is counted once if it
// is in one, and else not at all.
func TestEveryHourIsCountedOnce(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(3, 5))
	zone, err := time.LoadLocation("Europe/Stockholm")
	require.NoError(t, err)
	begin := time.Date(2026, 10, 20, 0, 0, 0, 0, zone) // clocks are set back on the 25th
	for range 500 {
		var all []stretch
		for now := begin.Add(time.Duration(dice.IntN(100)) * time.Hour); len(all) < 5; {
			s := stretch{begins: now, ends: now.Add(time.Duration(1+dice.IntN(80)) * time.Hour)}
			now = s.ends.Add(time.Duration(1+dice.IntN(60)) * time.Hour)
			all = append(all, s)
		}
		if dice.IntN(2) == 0 {
			all[4].ends = time.Time{}
		}
		from := dateOf(begin, zone).AddDate(0, 0, dice.IntN(8))
		to := from.AddDate(0, 0, dice.IntN(12))
		p := pastOf(all, from, to, zone)
		for hour := begin; hour.Before(begin.AddDate(0, 0, 25)); hour = hour.Add(time.Hour) {
			day, counted, want := dateOf(hour, zone), 0, 0
			if p.holds(day) {
				counted++
			}
			for _, h := range p.some {
				if h.Day.Equal(day) && !hour.Before(h.From) && (h.To.IsZero() || hour.Before(h.To)) {
					counted++
				}
			}
			for _, s := range all {
				if !hour.Before(s.begins) && (s.ends.IsZero() || hour.Before(s.ends)) && !day.Before(from) && !day.After(to) {
					want++
				}
			}
			require.Equal(t, want, counted, "%v of %v from %v to %v", hour, all, from, to)
		}
	}
}
