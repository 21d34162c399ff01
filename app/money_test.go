package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
)

func TestMoneyIsExactOrRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"10": "10.00", "10.5": "10.50", "0.0001": "0.0001", "-3.25": "-3.25", "-0.5": "-0.50", "1234567890.123": "1234567890.123", "7.100000": "7.10",
	} {
		m, exact := app.ParseMoney(text)
		require.True(t, exact, text)
		require.Equal(t, want, m.String())
	}
	for _, text := range []string{"", "x", "1.00001", "1,5", "1.", "-", ".5", "+1", "--1", "1e3", "99999999999999999"} {
		_, exact := app.ParseMoney(text)
		require.Equal(t, text == "1.", exact, text)
	}
	require.Equal(t, "3.3333", app.Money(100_000).Each(3).String())
	require.Equal(t, "0.00", app.Money(100_000).Each(0).String())
}

func TestCountsAreReadAsTheyWereKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.IntRange(1, 9)
		cell := func() app.TallyCell {
			c := app.TallyCell{Answers: few.Draw(t, "n"), Orders: few.Draw(t, "orders"), First: few.Draw(t, "first"), Returning: few.Draw(t, "returning")}
			for _, currency := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"SEK", "EUR"}), rapid.ID).Draw(t, "currencies") {
				if c.Money == nil {
					c.Money = map[string]app.TallyMoney{}
				}
				c.Money[currency] = app.TallyMoney{Orders: few.Draw(t, "paid"), Amount: app.Money(rapid.Int64Range(-1e12, 1e12).Draw(t, "amount"))}
			}
			return c
		}
		counts := app.TallyCounts{
			Said: cell(), Values: map[string]app.TallyCell{"podcast": cell(), app.OtherValue: cell(), "with words": cell()},
			Asked: map[int]app.TallyAsked{1: {Shown: few.Draw(t, "shown"), Answered: 1}}, Seconds: map[int]int{0: 3, 17: few.Draw(t, "seconds")},
			People: map[int]app.TallyPeople{2: {Answered: 5, Completed: 4, Timed: 3, Millis: 1 << 40}},
			Spots:  map[app.TallySpot]app.TallyPeople{{Surface: "theme", Version: 2}: {Answered: 3, Completed: 1}}, Countries: map[string]int{"": 2, "SE": 1}, Orders: few.Draw(t, "all"),
		}
		var again app.TallyCounts
		require.NoError(t, again.Add(counts.String()))
		require.Equal(t, counts, again)
		require.NoError(t, again.Add(counts.String()))
		require.Equal(t, 2*counts.Said.Answers, again.Said.Answers)
		require.Equal(t, 2*counts.Values["podcast"].Orders, again.Values["podcast"].Orders)
	})
	for _, wrong := range []string{"said", "said\t1", "said\t1 2 3 x", "shouted\t1", "asked\t1 2 3 4", "seconds\t1", "said\t1 2 3 4 SEK"} {
		require.True(t, app.Is(new(app.TallyCounts).Add(wrong), app.Internal), wrong)
	}
}
