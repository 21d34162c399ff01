package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func standing(t *testing.T, s *store.Store, holder app.CustomerID) app.ConsentState {
	t.Helper()
	ledger, err := s.Consents(t.Context(), demo, app.CustomerSubject(holder))
	require.NoError(t, err)
	return consent.Standing(ledger)[consent.Matter{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing}].State
}

func TestWhatSheSaysLaterCountsThoughTheClockIsBehind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v, now := published(t, s, demo, "a"), time.Now().Truncate(time.Millisecond).UTC()
		for _, one := range []struct {
			answer string
			at     time.Time
		}{{"podcast", now.Add(time.Hour)}, {"friend", now}, {"radio", now.Add(time.Second)}} {
			_, err := s.RecordResponse(t.Context(), demo, said(v, ada, one.answer, one.at))
			require.NoError(t, err)
			her, err := s.CustomerProfile(t.Context(), demo, ada)
			require.NoError(t, err)
			list, err := s.SaidByPeople(t.Context(), demo, []app.ProfileID{her.ID})
			require.NoError(t, err)
			require.Equal(t, `"`+one.answer+`"`, string(list[0].Value.JSON))
		}
		_, err := s.RecordResponse(t.Context(), demo, said(v, bob, "friend", now))
		require.NoError(t, err)
		him, err := s.CustomerProfile(t.Context(), demo, bob)
		require.NoError(t, err)
		list, err := s.SaidByPeople(t.Context(), demo, []app.ProfileID{him.ID})
		require.NoError(t, err)
		require.Equal(t, now, list[0].At, "others' words are when they said them")
	})
}

func TestWhatSheSaysLaterCountsThoughTheClockIsSetWhileSheWaits(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v, dated := published(t, s, demo, "a"), time.Now().Add(-time.Hour).Truncate(time.Millisecond)
		for i, answer := range []string{"podcast", "friend"} { // the first by a clock that was ahead
			one := said(v, ada, answer, dated.Add(time.Duration(1-i)*30*time.Minute))
			one.Heard = one.Response.SubmittedAt
			_, err := s.RecordResponse(t.Context(), demo, one)
			require.NoError(t, err)
		}
		her, err := s.CustomerProfile(t.Context(), demo, ada)
		require.NoError(t, err)
		list, err := s.SaidByPeople(t.Context(), demo, []app.ProfileID{her.ID})
		require.NoError(t, err)
		require.Equal(t, `"friend"`, string(list[0].Value.JSON))
	})
}

// She answered as the guest of an order, and is known as its customer before they are one.
func TestWhatIsSaidOfAnOrderLaterCountsThoughTheGuestsClockWasAhead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v, now := published(t, s, demo, "a"), time.Now().Truncate(time.Millisecond).UTC()
		guest := said(v, 0, "podcast", now.Add(time.Hour))
		guest.Response.Order = 1001
		_, err := s.RecordResponse(t.Context(), demo, guest)
		require.NoError(t, err)
		hers := said(v, ada, "friend", now)
		hers.Response.Order = 1001
		_, err = s.RecordResponse(t.Context(), demo, hers)
		require.NoError(t, err)
		_, err = s.LinkOrder(t.Context(), demo, 1001, ada)
		require.NoError(t, err)
		her, err := s.CustomerProfile(t.Context(), demo, ada)
		require.NoError(t, err)
		list, err := s.SaidByPeople(t.Context(), demo, []app.ProfileID{her.ID})
		require.NoError(t, err)
		require.Equal(t, `"friend"`, string(list[0].Value.JSON))
	})
}

func TestAConsentIsWithdrawnThoughTheClockIsBehind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v, now := published(t, s, demo, "a"), time.Now()
		fast := now.Add(time.Hour)
		says := func(state app.ConsentState, answer string, at time.Time) {
			r := said(v, ada, answer, at)
			word := told("response/"+string(r.Response.ID), state, at)
			word.Source = string(app.SurfaceThankYou)
			r.Consents = []app.Consent{word}
			_, err := s.RecordResponse(t.Context(), demo, r)
			require.NoError(t, err)
			require.Equal(t, state, standing(t, s, ada))
		}
		says(app.ConsentGranted, "podcast", fast)
		says(app.ConsentWithdrawn, "friend", now)
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("shopify", app.ConsentGranted, fast.Add(time.Minute))))
		require.Equal(t, app.ConsentGranted, standing(t, s, ada))
		says(app.ConsentWithdrawn, "radio", now.Add(time.Second))

		for i, state := range []app.ConsentState{app.ConsentGranted, app.ConsentWithdrawn} {
			word := told("centre/"+string(state), state, now.Add(time.Duration(i)*time.Second))
			_, err := s.Prefer(t.Context(), demo, store.Preferring{Customer: ada, At: word.ChangedAt, Consents: []app.Consent{word}})
			require.NoError(t, err)
			require.Equal(t, state, standing(t, s, ada))
		}
	})
}

// Shopify dates what it says itself: an older word of it that comes late stays older.
func TestAWordThatIsDatedElsewhereKeepsItsDate(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("second", app.ConsentWithdrawn, time.Now().Add(time.Hour))))
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("first", app.ConsentGranted, time.Now())))
		require.Equal(t, app.ConsentWithdrawn, standing(t, s, ada))
	})
}

// Whoever held it had a clock that was ahead, and is dead, or has been put right.
func TestALaneIsNotHeldForAnHourByAClockThatWasWrong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		_, err := s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", noon))
		require.NoError(t, err)
		due := func() int {
			lanes, err := s.DueLanes(t.Context(), time.Now(), 10)
			require.NoError(t, err)
			return len(lanes)
		}
		held, err := s.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(30*time.Second))
		require.NoError(t, err)
		_, err = s.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(30*time.Second))
		require.True(t, app.Is(err, app.Conflict))
		_, err = s.ReleaseLane(t.Context(), demo, held, time.Now().Add(10*time.Minute))
		require.NoError(t, err)
		require.Zero(t, due(), "it rests as long as a destination may ask for")

		_, err = s.ReleaseLane(t.Context(), demo, held, time.Now().Add(time.Hour))
		require.NoError(t, err)
		require.Equal(t, 1, due())
		next, err := s.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(30*time.Second))
		require.NoError(t, err)
		require.Greater(t, next.Fence, held.Fence)
	})
}
