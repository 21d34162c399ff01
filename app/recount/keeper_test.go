package recount_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestADayIsCountedAsSQLCountsIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ordered(app.Order{ID: 1, Customer: 1, Currency: "SEK", Total: "100.50", Country: "SE"})
		one := w.told(w.surveys[0], app.SurfaceThankYou, map[string]app.Value{
			"source": value(app.KindChoice, `"podcast"`), "tastes": value(app.KindChoices, `["search","friend",{"other":"x"}]`),
		})
		one.Response.Order, one.Customer = 1, 1
		one.Reply.Ask = []string{"score", "again"}
		w.submit(one)
		w.submit(w.told(w.surveys[0], app.SurfaceTheme, map[string]app.Value{
			"source": value(app.KindChoice, `{"other":"a friend of mine"}`), "score": value(app.KindNumber, "9"), "again": value(app.KindBoolean, "true"),
		}))
		w.requireCounted()
		require.NotEmpty(t, w.tallied())

		w.now = w.now.Add(40 * time.Hour)
		again := w.told(w.surveys[0], app.SurfaceTheme, map[string]app.Value{"source": value(app.KindChoice, `"search"`)})
		again.Response.Order, again.Customer = 1, 1
		w.submit(again)
		w.ordered(app.Order{ID: 1, Customer: 1, Currency: "SEK", Total: "20.25", Country: "SE"})
		w.requireCounted()
	})
}
