package admin_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/web/browsertest"
)

// weeks arranges three weeks of sixty orders a day, whose thank-you page lost its block
// two days ago and whose order status page never did.
func (b *bench) weeks(survey app.SurveyID) {
	b.Helper()
	shop, err := b.store.Shop(b.Context(), demo)
	require.NoError(b, err)
	var orders, displays []string
	for back := range 21 {
		at := time.Now().AddDate(0, 0, -back)
		y, m, d := at.In(shop.Zone()).Date()
		day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).UnixMilli()
		begins := time.Date(y, m, d, 0, 0, 0, 0, shop.Zone()).UnixMilli()
		for i := range 60 {
			orders = append(orders, fmt.Sprintf("('%s', %d, %d)", demo, 1_000_000+back*100+i, begins+int64(i)))
		}
		thanked := 54
		if back < 2 {
			thanked = back + 1
		}
		row := func(on app.Surface, shown, started int) {
			displays = append(displays, fmt.Sprintf("('%s', '%s', 1, '%s', %d, %d, %d)", demo, survey, on, day, shown, started))
		}
		row(app.SurfaceThankYou, thanked, thanked/3)
		row(app.SurfaceOrderStatus, 40, 12)
		row(app.SurfaceTheme, 30, 11)
	}
	b.publishedBefore(25 * 24 * time.Hour)
	b.exec("INSERT INTO orders (shop_id, id, created_at) VALUES " + strings.Join(orders, ", "))
	b.exec("INSERT INTO displays (shop_id, survey_id, version, surface, day, shown, started) VALUES " + strings.Join(displays, ", "))
	b.exec("INSERT INTO tally_marks (shop_id, hour, slot, mark, since) SELECT DISTINCT shop_id, created_at / 3600000, 1, 1, 1 FROM orders")
	require.NoError(b, (&recount.Keeper{Store: b.store}).Drain(b.Context(), demo))
}

// publishedBefore has all surveys made and published so long ago.
func (b *bench) publishedBefore(ago time.Duration) {
	b.Helper()
	at := time.Now().Add(-ago).UnixMilli()
	b.exec(fmt.Sprintf("UPDATE surveys SET created_at = %d", at))
	b.exec(fmt.Sprintf("UPDATE survey_versions SET published_at = %d", at))
}

type reach struct {
	Zone     string
	Surfaces []struct {
		Surface string
		Orders  *int
		Shown   int
		There   *struct {
			Since                string
			First, Breaks, Whole bool
		}
		Rates map[string]struct {
			Percent, Low, High *float64
			Small              bool
			Why                string
		}
		Days    []map[string]any
		Surveys []struct {
			Survey struct{ Title string }
			Orders *int
		}
	}
	Gaps []struct {
		Surface, From, To string
		Open              bool
		Shown, Orders     int
		Usual             float64
	}
}

func TestTheAPITellsWhatASurfaceReaches(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var none reach
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surfaces", demo, nil, &none))
	require.Empty(t, none.Surfaces)
	require.NotNil(t, none.Gaps)

	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceThankYou, app.SurfaceOrderStatus}
	b.weeks(b.published(doc).ID)
	var got reach
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surfaces?days=10", demo, nil, &got))
	require.Equal(t, "Europe/Stockholm", got.Zone)
	require.Len(t, got.Surfaces, 3)
	thanks, theme := got.Surfaces[0], got.Surfaces[2]
	require.Equal(t, 600, *thanks.Orders)
	require.Equal(t, 8*54+3, thanks.Shown)
	require.InDelta(t, 72.5, *thanks.Rates["shown"].Percent, 1e-9)
	require.InDelta(t, 68.8, *thanks.Rates["shown"].Low, 1e-9, "Wilson's interval of 435 out of 600")
	require.InDelta(t, 75.9, *thanks.Rates["shown"].High, 1e-9)
	require.False(t, thanks.Rates["shown"].Small)
	require.True(t, thanks.There.Whole)
	require.Nil(t, theme.There)
	require.Len(t, thanks.Days, 10)
	require.Nil(t, thanks.Surveys[0].Orders)
	require.Nil(t, theme.Orders)
	require.Equal(t, "unseen", theme.Rates["started"].Why)
	require.Len(t, got.Gaps, 1)
	require.Equal(t, "thank-you", got.Gaps[0].Surface)
	require.True(t, got.Gaps[0].Open)
	require.Equal(t, []int{3, 120}, []int{got.Gaps[0].Shown, got.Gaps[0].Orders})

	b.publishedBefore(3 * 24 * time.Hour) // then most orders led past nothing
	shop, err := b.store.Shop(t.Context(), demo)
	require.NoError(t, err)
	began := time.Now().Add(-3 * 24 * time.Hour).In(shop.Zone())
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surfaces?days=10", demo, nil, &got))
	thanks = got.Surfaces[0]
	require.Equal(t, 3*60, *thanks.Orders, "that day's came before it was published")
	require.Equal(t, began.Format(time.DateOnly), thanks.There.Since)
	require.Equal(t, []bool{true, false, false}, []bool{thanks.There.First, thanks.There.Breaks, thanks.There.Whole})

	for _, days := range []string{"0", "91", "x"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call(http.MethodGet, "/surfaces?days="+days, demo, nil, nil))
	}
}

// TestAMerchantSeesWhereABlockWentMissing reads it at home and goes to the numbers.
func TestAMerchantSeesWhereABlockWentMissing(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	const reachLink = `#askwell-nav a[href="/surfaces"]`
	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin"))
	w.Do("go to the numbers", chromedp.WaitVisible(chromedp.CSS(reachLink)), chromedp.Click(chromedp.CSS(reachLink)))
	w.Inside(`s-section[accessibilitylabel="Nobody has been asked anything yet"]`)
	w.Pictures("reach-empty")
	w.AccessibleInside("numbers there are none of")

	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceThankYou, app.SurfaceOrderStatus, app.SurfaceTheme}
	b.weeks(b.published(doc).ID)
	w.Do("come back", chromedp.Navigate(b.shop+"/admin"))
	w.Inside(`s-banner[heading^="Thank-you page: shown on 3 of 120 orders since"]`)
	w.Pictures("reach-home")
	w.ClickInside(`s-banner s-button[href="/surfaces"]`)
	w.Inside(`s-table-row s-table-cell`)
	w.Pictures("reach")
	w.AccessibleInside("the numbers")
}
