package insight_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
)

func TestASharesDenominatorIsNamedOrItIsUnknown(t *testing.T) {
	t.Parallel()
	some := insight.Counts{Orders: 200, Shown: 150, Started: 60, Answered: 45, Completed: 30}
	rates := insight.RatesOf(app.SurfaceThankYou, some)
	require.Equal(t, insight.Rate{Of: 150, Out: 200}, rates.Shown)
	require.Equal(t, insight.Rate{Of: 60, Out: 150}, rates.Started)
	require.Equal(t, insight.Rate{Of: 45, Out: 60}, rates.Answered)
	require.Equal(t, insight.Rate{Of: 30, Out: 45}, rates.Completed)

	theme := insight.RatesOf(app.SurfaceTheme, some)
	require.Equal(t, insight.NoVisits, theme.Shown.Why)
	require.Equal(t, insight.Unseen, theme.Started.Why)
	require.InDelta(t, 0.75, theme.Answered.Share().Value(), 1e-9)

	link := insight.RatesOf(app.SurfaceLink, some)
	require.Equal(t, insight.NoScript, link.Started.Why)
	require.Equal(t, insight.Rate{Of: 45, Out: 150}, link.Answered, "who begins is not told, who answers is")

	require.Equal(t, insight.Unopened, insight.RatesOf(app.SurfaceEmail, some).Answered.Why)
}

func TestNothingAndUncountedGiveNoPercentage(t *testing.T) {
	t.Parallel()
	few := insight.RatesOf(app.SurfaceThankYou, insight.Counts{Orders: 19, Shown: 19, Started: 20, Answered: 21, Completed: 20})
	require.Equal(t, insight.Uncounted, few.Started.Why)
	require.Equal(t, insight.Uncounted, few.Answered.Why, "a form without scripts is answered without being shown")
	require.Equal(t, insight.Nothing, insight.RatesOf(app.SurfaceThankYou, insight.Counts{}).Completed.Why)
	require.Equal(t, insight.Why(""), few.Shown.Why)
	require.True(t, few.Shown.Share().Small(), "of nineteen")
}

func TestARateIsAsSureAsAnyShare(t *testing.T) {
	t.Parallel()
	completed := insight.RatesOf(app.SurfaceThankYou, insight.Counts{Orders: 120, Shown: 90, Started: 40, Answered: 40, Completed: 20}).Completed.Share()
	require.InDelta(t, 0.352, completed.Low, 5e-4, "Wilson's interval of 20 out of 40")
	require.InDelta(t, 0.648, completed.High, 5e-4)
	require.False(t, completed.Small())
	for out, small := range map[int]bool{insight.Small - 1: true, insight.Small: false} {
		require.Equal(t, small, insight.RatesOf(app.SurfaceThankYou, insight.Counts{Shown: out, Started: 3}).Started.Share().Small(), out)
	}
}
