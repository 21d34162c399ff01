package link

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
)

func TestWhatATokenSaysIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		said := sealed{
			shop:  app.ShopID(rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,59}`).Draw(t, "shop") + domain),
			until: date(rapid.Uint16().Draw(t, "until")),
		}
		if rapid.Bool().Draw(t, "profile") {
			said.of.Profile = app.ProfileID(rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`).Draw(t, "id"))
		} else {
			said.of.Customer = app.CustomerID(rapid.Int64Min(1).Draw(t, "customer"))
		}
		content, err := said.bytes()
		require.NoError(t, err)
		read, err := parse(content)
		require.NoError(t, err)
		require.Equal(t, said, read)
	})
}

func TestALinkIsTheNewestForAPeriodAndGoodForTwo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		of := Holder{Customer: app.CustomerID(rapid.Int64Min(1).Draw(t, "customer"))}
		now := time.Unix(rapid.Int64Range(1.7e9, 4e9).Draw(t, "now"), 0)
		until, renew := expiry(of, now).time(), RenewAt(of, now)
		require.Equal(t, Period, until.Sub(renew))
		require.Greater(t, renew, now)
		require.LessOrEqual(t, renew.Sub(now), Period)
		require.Equal(t, until, expiry(of, renew.Add(-time.Second)).time(), "it does not change before")
		require.Equal(t, until.Add(Period), expiry(of, renew).time())
	})
}

func TestNotEverybodysLinkIsRenewedOnOneDay(t *testing.T) {
	t.Parallel()
	days := map[time.Time]int{}
	for customer := range app.CustomerID(9_100) {
		days[RenewAt(Holder{Customer: customer + 1}, time.Unix(1.8e9, 0))]++
	}
	require.Len(t, days, periodDays)
	for at, n := range days {
		require.Less(t, n, 200, "%s", at)
	}
}

func TestNobodyHasNoLink(t *testing.T) {
	t.Parallel()
	for _, of := range []Holder{{}, {Customer: -1}, {Profile: "ada"}, {Profile: "{01890a5d-ac96-774b-bcce-b302099a8057}"}} {
		_, err := sealed{"demo.myshopify.com", of, 1}.bytes()
		require.True(t, app.Is(err, app.Invalid), "%v", of)
	}
}

func FuzzParse(f *testing.F) {
	for _, of := range []Holder{{Customer: 7}, {Profile: "01890a5d-ac96-774b-bcce-b302099a8057"}} {
		content, err := sealed{"demo-shop.myshopify.com", of, 20_000}.bytes()
		require.NoError(f, err)
		f.Add(content)
	}
	f.Add([]byte(nil))
	f.Add([]byte{ofProfile})
	f.Add([]byte(strings.Repeat("\x02", 12)))
	f.Fuzz(func(t *testing.T, content []byte) {
		said, err := parse(content)
		if err != nil {
			require.ErrorIs(t, err, ErrBroken)
			return
		}
		again, err := said.bytes()
		require.NoError(t, err)
		require.Equal(t, strings.ToLower(string(content[len(content)-len(again):])), strings.ToLower(string(again)), "what is read can be written")
	})
}
