package recount_test

import (
	"fmt"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
)

// bring takes somebody with an order and an answer over from another shop, as an import
// does; the same one may come again.
func (h *history) bring() error {
	here, surveys, zone, now := h.shop, h.surveys, h.zone, h.now
	who := app.CustomerID(rapid.Int64Range(50, 51).Draw(h.r, "brought"))
	h.settle(app.ShopID(fmt.Sprintf("donor-%d.myshopify.com", shops.Add(1))), zone)
	h.now = now.Add(-time.Duration(rapid.IntRange(0, 48).Draw(h.r, "hours ago")) * time.Hour)
	h.ordered(app.Order{ID: app.OrderID(who), Customer: who, Currency: "SEK", Total: "10.00", Country: "SE"})
	s := h.told(h.surveys[0], app.SurfaceTheme, map[string]app.Value{"source": words["source"][0], "score": words["score"][1]})
	s.Customer, s.Response.Order = who, app.OrderID(who)
	h.world.submit(s)
	desk := privacy.New(h.Store, nil, func() time.Time { return now })
	data, err := desk.Export(h.t.Context(), h.shop, who, nil)
	require.NoError(h.is, err)
	require.Len(h.is, data.Responses, 1)
	h.shop, h.surveys, h.now = here, surveys, now
	_, err = desk.Import(h.t.Context(), here, data, false)
	if !h.brought[who] { // later she is somebody else here
		require.NoError(h.is, err)
		h.brought[who] = true
	}
	return err
}
