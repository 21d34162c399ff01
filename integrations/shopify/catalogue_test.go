package shopify_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// product puts a product on sale, or changes it.
func (w *town) product(t *testing.T, body string, args ...any) {
	t.Helper()
	w.post(t, "/_sandbox/products", fmt.Sprintf(body, args...), nil)
}

func labels(drawn []app.Drawn) (all []string) {
	for _, d := range drawn {
		all = append(all, d.Label)
	}
	return all
}

func TestTheCatalogueIsDrawnFromAsItStands(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	admin := w.app.Admin(demo, shopify.TokenFunc(w.token))
	draw := func(from app.Source, most int) []app.Drawn {
		drawn, err := admin.Draw(t.Context(), from, most)
		require.NoError(t, err)
		return drawn
	}
	for _, from := range []string{"vendors", "types", "tags"} {
		drawn := draw(app.Source{From: from}, 100)
		require.NotEmpty(t, drawn, from)
		for _, d := range drawn {
			require.NotEmpty(t, d.Name)
			require.Empty(t, d.Product+d.Collection+d.Image+d.Key)
		}
		require.Equal(t, drawn[:1], draw(app.Source{From: from}, 1))
	}
	shelves := draw(app.Source{From: "collections"}, 100)
	require.NotEmpty(t, shelves)
	for _, d := range shelves {
		require.Regexp(t, `^[0-9]+$`, d.Name)
		require.NotEmpty(t, d.Collection)
	}
	products := draw(app.Source{From: "products"}, 100)
	require.NotEmpty(t, products)
	for _, d := range products {
		require.Regexp(t, `^[0-9]+$`, d.Name)
		require.NotEmpty(t, d.Product)
		require.Contains(t, d.Image, "://")
	}
	require.Len(t, draw(app.Source{From: "products", Collection: shelves[0].Collection}, 2), 2)
	require.Empty(t, draw(app.Source{From: "products", Collection: "no-such-shelf"}, 2))
	_, err := admin.Draw(t.Context(), app.Source{From: "prices"}, 2)
	require.True(t, app.Is(err, app.Invalid))
}

func TestWhatShoppersCannotSeeIsNotDrawn(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	admin := w.app.Admin(demo, shopify.TokenFunc(w.token))
	for i := range 3 {
		w.product(t, `{"title": "AAA secret %d", "status": "DRAFT"}`, i)
	}
	for _, from := range []app.Source{{From: "products"}, {From: "products", Collection: "all"}} {
		drawn, err := admin.Draw(t.Context(), from, 100)
		require.NoError(t, err)
		require.NotEmpty(t, drawn)
		for _, label := range labels(drawn) {
			require.NotContains(t, label, "secret")
		}
	}
}

func TestALongCatalogueIsReadPageByPageAsFarAsAskedFor(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	admin := w.app.Admin(demo, shopify.TokenFunc(w.token))
	for i := range 130 {
		w.product(t, `{"title": "Thing %03d", "vendor": "Vendor %03d"}`, i, i)
	}
	drawn, err := admin.Draw(t.Context(), app.Source{From: "vendors"}, 120)
	require.NoError(t, err)
	require.Len(t, drawn, 120)
	require.NotEqual(t, drawn[99], drawn[100])
}
