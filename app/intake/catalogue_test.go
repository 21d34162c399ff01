package intake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

func TestNewsOfTheCatalogueHaveItLookedAt(t *testing.T) {
	t.Parallel()
	const vendorKnown, vendorNew = `"vendor":"Nike","handle":"x","title":"X","status":"active","published_at":"2026-01-01T00:00:00Z","tags":""`,
		`"vendor":"Puma","handle":"x","title":"X","status":"active","published_at":"2026-01-01T00:00:00Z","tags":""`
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		due := func(within time.Duration) bool {
			shops, err := b.store.DueCatalogues(t.Context(), time.Now().Add(within), 10)
			require.NoError(t, err)
			return len(shops) == 1
		}
		b.take(letter{topic: "products/create", body: `{"id":5,` + vendorNew + `}`})
		require.False(t, due(24*time.Hour), "no survey of the shop draws")

		drawn := func() {
			require.NoError(t, b.store.WantCatalogue(t.Context(), demo))
			claim, err := b.store.ClaimCatalogue(t.Context(), demo, time.Minute)
			require.NoError(t, err)
			_, err = b.store.Redraw(t.Context(), demo, "vendors", func([]app.Drawn) []app.Drawn {
				return []app.Drawn{{Name: "nike", Key: "nike", Label: "Nike"}}
			})
			require.NoError(t, err)
			require.NoError(t, b.store.FinishCatalogue(t.Context(), demo, store.CatalogueLook{
				Claim: claim, Sources: []app.Source{{From: "vendors", Most: 10}, {From: "collections", Most: 10}}, Next: time.Now().Add(48 * time.Hour),
			}))
			require.False(t, due(24*time.Hour))
		}
		for name, one := range map[string]struct {
			letter letter
			soon   bool
		}{
			"a new vendor":       {letter{topic: "products/update", body: `{"id":5,` + vendorNew + `}`}, true},
			"a known vendor":     {letter{topic: "products/create", body: `{"id":5,` + vendorKnown + `}`}, false},
			"a product gone":     {letter{topic: "products/delete", body: `{"id":5}`}, false},
			"a new collection":   {letter{topic: "collections/create", body: `{"id":7,"handle":"c","title":"C"}`}, true},
			"a collection gone":  {letter{topic: "collections/delete", body: `{"id":7}`}, false},
			"a hidden character": {letter{topic: "products/update", body: `{"id":5,"vendor":"\u0000","tags":null}`}, false},
		} {
			drawn()
			b.take(one.letter)
			require.Equal(t, one.soon, due(10*time.Second), name)
			require.True(t, due(15*time.Minute), name)
		}
	})
}
