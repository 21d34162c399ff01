package recount_test

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// requireSummed holds what is read of whole months against their days.
func (w *world) requireSummed() {
	zone, err := time.LoadLocation(w.zone)
	require.NoError(w.is, err)
	if w.now.In(zone).Month() == time.November {
		w.now = w.now.Add(10 * time.Minute) // a month that is over while nothing happens waits for what happens next
		require.NoError(w.is, w.keeper.Drain(w.t.Context(), w.shop))
		open := independent{url: w.url}.run(w.is, `SELECT DISTINCT survey_id FROM tallies t WHERE shop_id = '`+string(w.shop)+`' AND day < `+
			fmt.Sprint(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).UnixMilli())+` AND NOT EXISTS (
				SELECT 1 FROM tally_summed s WHERE s.shop_id = t.shop_id AND s.survey_id = t.survey_id)`)
		require.Empty(w.is, open, "October is over, and is not added up")
	}
	date := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	for _, span := range [][2]time.Time{{date(10, 1), date(10, 31)}, {date(9, 20), date(11, 4)}, {date(10, 31), date(12, 1)}} {
		for _, survey := range []app.SurveyID{"", w.surveys[0].Survey, w.surveys[1].Survey} {
			f := store.TallyFilter{
				Survey: survey, Questions: []string{"", "source", "tastes", "score", "again", "why"}, From: span[0], To: span[1],
				Surfaces: []app.Surface{app.Everywhere, app.SurfaceTheme, app.SurfaceThankYou}, Countries: []string{app.Everywhere, "SE", ""},
			}
			read := w.sums(f)
			f.Daily = true
			require.Equal(w.is, w.sums(f), read)
		}
	}
}

// sums are what is read of a filter, a line a place.
func (w *world) sums(f store.TallyFilter) map[string]string {
	counts, lines := map[string]*app.TallyCounts{}, map[string]string{}
	require.NoError(w.is, w.SumTallies(w.t.Context(), w.shop, f, func(t app.Tally) *app.TallyCounts {
		at := t.Question + " " + string(t.Surface) + " " + t.Country
		if counts[at] == nil {
			counts[at] = &app.TallyCounts{}
		}
		return counts[at]
	}))
	for at, c := range counts {
		lines[at] = c.String()
	}
	return lines
}
