package privacy_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
)

func TestAnErasureDoesWhatWasForeseen(t *testing.T) {
	t.Parallel()
	worlds(t, []app.DestinationID{"mute"}, func(w *world) {
		t := w.t
		lives(w)
		w.exists(101, 501)
		w.says(101, 501, "podcast", "tea")
		w.drain()
		foreseen, err := w.desk.Foresee(t.Context(), demo, her, nil)
		require.NoError(t, err)
		require.Equal(t, 1, foreseen.Here["responses"])
		require.Equal(t, 1, foreseen.Here["orders"])
		require.Equal(t, []app.DestinationID{"mute", "shopify"}, foreseen.Destinations)

		done, err := w.desk.EraseCustomer(t.Context(), demo, privacy.Request{ID: "staff/1", Customer: her, At: w.clock()})
		require.NoError(t, err)
		for kind, n := range foreseen.Here {
			require.Equal(t, done.Counts[kind], n, kind)
		}
		for _, kind := range []string{"responses", "consents", "orders", "identities"} {
			require.Equal(t, done.Counts[kind], foreseen.Here[kind], kind)
		}
		var told []app.DestinationID
		for _, part := range done.Parts {
			told = append(told, part.Destination)
		}
		slices.Sort(told)
		require.Equal(t, foreseen.Destinations, told)

		again, err := w.desk.Foresee(t.Context(), demo, her, nil)
		require.NoError(t, err)
		require.Empty(t, again.Here)
		require.Empty(t, again.Destinations)
	})
}
