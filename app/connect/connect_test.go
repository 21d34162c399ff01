package connect_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestWhatWorksIsConnectedAndHasALane(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made, err := w.Connect(t.Context(), demo, "tool", connect.Entry{
			Title: "Newsletter", Settings: map[string]string{"api_key": "  " + key + "\n", "region": "", "list": "7"},
		})
		require.NoError(t, err)
		require.Equal(t, app.DestinationID("tool"), made.ID)
		require.Equal(t, "Acme", made.Account)
		require.Equal(t, "Newsletter", made.Title)
		require.Equal(t, map[string]string{"api_key": key, "list": "7"}, made.Settings)
		require.Empty(t, w.paused(t, made.ID))

		second := w.connected(t)
		require.Equal(t, app.DestinationID("tool-2"), second.ID)
		_, err = w.store.Destination(t.Context(), other, made.ID)
		require.True(t, app.Is(err, app.NotFound), "the other shop has none")
	})
}

func TestASecretIsSealedAtRestAndItsEndAloneIsShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	made := w.connected(t)
	spec, ok := w.Spec("tool")
	require.True(t, ok)
	require.Equal(t, map[string]string{"api_key": "••••cdef", "list": "7"}, connect.Shown(spec, made.Settings))
	require.Equal(t, map[string]string{"api_key": "••••"}, connect.Shown(spec, map[string]string{"api_key": "elevenchars"}), "too short to show any of it")
}

func TestWhatIsFilledInWrongIsToldFieldByField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	for name, c := range map[string]struct {
		settings map[string]string
		wrong    map[string]string
	}{
		"nothing":          {nil, map[string]string{"settings.api_key": "required", "settings.list": "required"}},
		"blanks":           {map[string]string{"api_key": "  ", "list": "7"}, map[string]string{"settings.api_key": "required"}},
		"what nobody has":  {map[string]string{"api_key": key, "list": "7", "colour": "red"}, map[string]string{"settings.colour": "unknown"}},
		"no such choice":   {map[string]string{"api_key": key, "list": "7", "region": "mars"}, map[string]string{"settings.region": "choice"}},
		"far too long":     {map[string]string{"api_key": strings.Repeat("k", 4097), "list": "7"}, map[string]string{"settings.api_key": "too_long"}},
		"control letters":  {map[string]string{"api_key": "a\x00b", "list": "7"}, map[string]string{"settings.api_key": "format"}},
		"the vendor's own": {map[string]string{"api_key": key, "list": "7", "region": "us"}, map[string]string{"settings.region": "closed"}},
		"a dead key":       {map[string]string{"api_key": "dead", "list": "7"}, map[string]string{"settings.api_key": "unauthorized"}},
	} {
		_, err := w.Connect(t.Context(), demo, "tool", connect.Entry{Settings: c.settings})
		require.Equal(t, c.wrong, fields(t, err), name)
	}
	_, err := w.Connect(t.Context(), demo, "nothing", good())
	require.True(t, app.Is(err, app.NotFound))
	_, err = w.Connect(t.Context(), demo, "tool", connect.Entry{Title: strings.Repeat("x", 61), Settings: good().Settings})
	require.Equal(t, map[string]string{"title": "too_long"}, fields(t, err))
	list, err := w.store.Destinations(t.Context(), demo)
	require.NoError(t, err)
	require.Len(t, list, 1, "Shopify alone")
}

func TestAConnectionThatCannotBeMadeSaysWhatToDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	for status, c := range map[int]struct {
		kind  app.Kind
		words string
	}{
		http.StatusUnauthorized:        {app.Invalid, "make new ones there"},
		http.StatusForbidden:           {app.Invalid, "give the key the permissions"},
		http.StatusGone:                {app.Rejected, "update Askwell"},
		http.StatusTooManyRequests:     {app.Throttled, "try again in a minute"},
		http.StatusInternalServerError: {app.Rejected, "could not be reached: try again"},
	} {
		w.office.set(func(o *office) { o.status = status })
		_, err := w.Connect(t.Context(), demo, "tool", good())
		require.True(t, app.Is(err, c.kind), "%d: %v", status, err)
		require.ErrorContains(t, err, c.words)
		require.ErrorContains(t, err, "The Tool")
		require.NotContains(t, err.Error(), key)
	}
}

func TestAShopHasAsManyDestinationsAsItIsAllowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	for range 19 {
		w.connected(t)
	}
	_, err := w.Connect(t.Context(), demo, "tool", good())
	require.True(t, app.Is(err, app.Conflict), err)
}

func TestASecretLeftBlankStaysAndTheRestChanges(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.connected(t)
		title, sample, policy := "Mail", 50, app.DriftOurs
		for _, blank := range []string{"", "••••cdef"} {
			changed, err := w.Change(t.Context(), demo, made.ID, connect.Change{
				Title: &title, Sample: &sample, Drift: &policy, Settings: map[string]string{"api_key": blank, "region": "eu"},
			})
			require.NoError(t, err)
			require.Equal(t, map[string]string{"api_key": key, "list": "7", "region": "eu"}, changed.Settings)
			require.Equal(t, []any{title, sample, policy}, []any{changed.Title, changed.Sample, changed.Drift})
		}
		_, err := w.Change(t.Context(), demo, made.ID, connect.Change{Settings: map[string]string{"api_key": "dead"}})
		require.Equal(t, map[string]string{"settings.api_key": "unauthorized"}, fields(t, err))
		kept, err := w.store.Destination(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.Equal(t, key, kept.Settings["api_key"], "what does not work changes nothing")

		far, odd := -1, app.DriftPolicy("mine")
		_, err = w.Change(t.Context(), demo, made.ID, connect.Change{Sample: &far, Drift: &odd})
		require.Equal(t, map[string]string{"sample": "range", "drift": "choice"}, fields(t, err))
		_, err = w.Change(t.Context(), other, made.ID, connect.Change{})
		require.True(t, app.Is(err, app.NotFound))
		_, err = w.Change(t.Context(), demo, app.ShopifyDestination, connect.Change{Title: &title})
		require.True(t, app.Is(err, app.NotFound))
	})
}

func TestADeadKeyPausesTheLaneAndALivingOneOpensIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.connected(t)
		w.office.set(func(o *office) { o.key = "another" })
		checked, err := w.Check(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.Contains(t, checked.Problem, "The Tool refused the credentials")
		require.Equal(t, checked.Problem, w.paused(t, made.ID))

		changed, err := w.Change(t.Context(), demo, made.ID, connect.Change{Settings: map[string]string{"api_key": "another"}})
		require.NoError(t, err)
		require.Empty(t, changed.Problem)
		require.Empty(t, w.paused(t, made.ID))
		require.Equal(t, []app.DestinationID{made.ID}, w.rung)
	})
}

func TestTroubleThatPassesPausesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	made := w.connected(t)
	w.office.set(func(o *office) { o.status = http.StatusBadGateway })
	checked, err := w.Check(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Contains(t, checked.Problem, "could not be reached")
	require.Empty(t, w.paused(t, made.ID))
}

func TestWhatWasPausedByHandNoCheckOpens(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.connected(t)
		require.NoError(t, w.Pause(t.Context(), demo, made.ID))
		for _, status := range []int{0, http.StatusUnauthorized, 0} {
			w.office.set(func(o *office) { o.status = status })
			_, err := w.Check(t.Context(), demo, made.ID)
			require.NoError(t, err)
			require.Equal(t, app.PausedByHand, w.paused(t, made.ID))
		}
		require.NoError(t, w.Resume(t.Context(), demo, made.ID))
		require.Empty(t, w.paused(t, made.ID))
		require.True(t, app.Is(w.Pause(t.Context(), other, made.ID), app.NotFound))

		require.NoError(t, w.Pause(t.Context(), demo, app.ShopifyDestination))
		require.NoError(t, w.Resume(t.Context(), demo, app.ShopifyDestination))
		require.Empty(t, w.paused(t, app.ShopifyDestination))
	})
}

func TestEveryDestinationIsLookedAtOnceADayAndAPausedOneEveryHour(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.connected(t)
		calls := func(after time.Duration) int {
			w.now = w.now.Add(after)
			w.office.set(func(o *office) { o.calls = 0 })
			require.NoError(t, w.Tend(t.Context()))
			return w.office.calls
		}
		require.Zero(t, calls(23*time.Hour))
		w.office.set(func(o *office) { o.status = http.StatusForbidden })
		require.Equal(t, 1, calls(2*time.Hour))
		require.Contains(t, w.paused(t, made.ID), "does not permit")
	})
}

func TestALivingKeyIsFoundWithinTheHour(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	made := w.connected(t)
	w.office.set(func(o *office) { o.status = http.StatusForbidden })
	_, err := w.Check(t.Context(), demo, made.ID)
	require.NoError(t, err)
	w.office.set(func(o *office) { o.status = 0 })
	w.now = w.now.Add(61 * time.Minute)
	require.NoError(t, w.Tend(t.Context()))
	require.Empty(t, w.paused(t, made.ID))
	require.Equal(t, []app.DestinationID{made.ID}, w.rung)
}

func TestACatalogueIsGoodForAMinute(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	made := w.connected(t)
	w.office.set(func(o *office) { o.calls = 0 })
	for range 3 {
		read, err := w.Catalogue(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.Equal(t, "Readers", read.Lists[0].Name)
	}
	require.Equal(t, 1, w.office.calls)
	_, err := w.Catalogue(t.Context(), other, made.ID)
	require.True(t, app.Is(err, app.NotFound))
	w.now = w.now.Add(time.Minute)
	_, err = w.Catalogue(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Equal(t, 2, w.office.calls)
}

func TestListsAreReadBeforeOneIsChosen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	lists, err := w.Lists(t.Context(), demo, "tool", map[string]string{"api_key": key})
	require.NoError(t, err)
	require.Equal(t, "7", lists[0].ID)
	_, err = w.Lists(t.Context(), demo, "tool", nil)
	require.Equal(t, map[string]string{"settings.api_key": "required"}, fields(t, err))
	_, err = w.Connect(t.Context(), demo, "tool", connect.Entry{Settings: map[string]string{"api_key": key}})
	require.Equal(t, map[string]string{"settings.list": "required"}, fields(t, err), "reading them asks nothing less of a connection")
}

func TestWhatComesWithTheShopIsNotDisconnected(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	require.True(t, app.Is(w.Disconnect(t.Context(), demo, app.ShopifyDestination), app.Conflict))
	require.True(t, app.Is(w.Disconnect(t.Context(), demo, "tool"), app.NotFound))
	made := w.connected(t)
	require.True(t, app.Is(w.Disconnect(t.Context(), other, made.ID), app.NotFound))
	require.NoError(t, w.Disconnect(t.Context(), demo, made.ID))
	_, err := w.store.Destination(t.Context(), demo, made.ID)
	require.True(t, app.Is(err, app.NotFound))
}

func TestADestinationInTroubleIsNamedAndOneThatWasPausedIsNot(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made, paused := w.connected(t), w.connected(t)
		require.NoError(t, w.Pause(t.Context(), demo, paused.ID))
		list, err := w.store.TroubledDestinations(t.Context(), 10)
		require.NoError(t, err)
		require.Empty(t, list)
		w.office.set(func(o *office) { o.status = http.StatusGone })
		_, err = w.Check(t.Context(), demo, made.ID)
		require.NoError(t, err)
		list, err = w.store.TroubledDestinations(t.Context(), 10)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, store.Place{Shop: demo, ID: made.ID}, list[0].Place)
		require.Contains(t, list[0].Why, "update Askwell")
	})
}
