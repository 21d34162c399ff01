package integrations_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// telling is a word told at a minute after noon.
func telling(state app.ConsentState, minute int) integrations.Telling {
	at := noon.Add(time.Duration(minute) * time.Minute)
	return integrations.Telling{State: state, Said: at, From: at, Till: at.Add(20 * time.Second)}
}

func TestWhatWeToldIsNoLaterWordOfHers(t *testing.T) {
	t.Parallel()
	yes := integrations.Consent{State: app.ConsentGranted, At: noon.Add(time.Hour), Told: []integrations.Telling{
		telling(app.ConsentGranted, 0), telling(app.ConsentWithdrawn, 60),
	}}
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	for minute, ours := range map[int]bool{-30: false, 10: false, 50: true, 60: true, 70: true, 80: false} {
		require.Equal(t, ours, yes.Ours(app.ConsentWithdrawn, at(minute)), "she left there at minute %d", minute)
	}
	yes.At = at(120)
	require.True(t, yes.Ours(app.ConsentWithdrawn, at(121)), "a write of ours beside her word moves the moment")
	yes.Told = append(yes.Told, telling(app.ConsentGranted, 62))
	require.True(t, yes.Ours(app.ConsentWithdrawn, at(60)), "that grant has not arrived")
	require.False(t, yes.Ours(app.ConsentWithdrawn, at(65)), "she may have left after it")
	require.False(t, integrations.Consent{At: at(60)}.Ours(app.ConsentWithdrawn, at(60)), "nothing was told")
}

func TestWhatWasToldByAClockThatWasAheadIsOursToo(t *testing.T) {
	t.Parallel()
	no := telling(app.ConsentWithdrawn, 0)
	no.From, no.Till = no.From.Add(time.Hour), no.Till.Add(time.Hour)
	yes := integrations.Consent{State: app.ConsentGranted, At: noon.Add(time.Second), Told: []integrations.Telling{no}}
	require.True(t, yes.Ours(app.ConsentWithdrawn, noon.Add(30*time.Second)))
}

func TestWhatWasToldOnlyNowMayBeUnderWay(t *testing.T) {
	t.Parallel()
	yes := integrations.Consent{State: app.ConsentGranted, Told: []integrations.Telling{telling(app.ConsentWithdrawn, 0)}}
	require.True(t, yes.UnderWay(noon.Add(time.Minute), 2*time.Minute))
	require.False(t, yes.UnderWay(noon.Add(time.Hour), 2*time.Minute))
	yes.State = app.ConsentWithdrawn
	require.False(t, yes.UnderWay(noon.Add(time.Minute), 2*time.Minute), "the same may be done twice")
}

func TestNoClockMakesAWithdrawalOutdated(t *testing.T) {
	t.Parallel()
	said := integrations.Consent{State: app.ConsentWithdrawn, At: noon}
	require.False(t, said.Outdated(noon.Add(10*time.Minute)))
	require.True(t, said.Outdated(noon.Add(time.Hour)))
	said.State = app.ConsentGranted
	require.True(t, said.Outdated(noon.Add(time.Second)))
	require.False(t, said.Outdated(noon))
}
