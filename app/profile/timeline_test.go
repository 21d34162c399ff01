package profile_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/profile"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestATimelineTellsWhatHappenedTheNewestFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.says(day(0), "drink", app.KindChoice, `"tea"`)
		w.orders(501, day(1))
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, app.Consent{
			ID: "c", Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: app.ConsentGranted, ChangedAt: day(2), Source: "shopify",
		}))
		w.says(day(3), "drink", app.KindChoice, `"coffee"`)

		r := profile.Reader{Store: s}
		events, err := r.Timeline(t.Context(), demo, store.Whom{Customer: ada})
		require.NoError(t, err)
		var kinds []profile.Happened
		for _, one := range events {
			if one.Kind != profile.HappenedDelivery { // planned when the answers came, by a clock of its own
				kinds = append(kinds, one.Kind)
			}
		}
		require.Equal(t, []profile.Happened{profile.HappenedAnswer, profile.HappenedConsent, profile.HappenedOrder, profile.HappenedAnswer}, kinds)
		for _, one := range events {
			if one.Kind == profile.HappenedAnswer {
				require.Equal(t, "Taste", one.Survey.Document.Title)
				require.Len(t, one.Said, 1)
			}
		}
		nobody, err := r.Timeline(t.Context(), demo, store.Whom{Customer: ada + 1})
		require.NoError(t, err)
		require.Empty(t, nobody)
		require.Equal(t, day(0), w.view(time.Time{}).Since, "the first thing we know of her")
	})
}

// Whatever happened, and however much of it at one moment: page by page it is told once.
func TestATimelineIsToldOncePageByPage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		moment := rapid.Map(rapid.IntRange(0, 4), day)
		var data app.PersonalData
		for i := range rapid.IntRange(0, 12).Draw(t, "orders") {
			o := app.OrderData{ID: app.OrderID(i + 1), CreatedAt: moment.Draw(t, "ordered")}
			if rapid.Bool().Draw(t, "cancelled") {
				o.Cancelled = o.CreatedAt
			}
			data.Orders = append(data.Orders, o)
		}
		for i := range rapid.IntRange(0, 12).Draw(t, "rewards") {
			data.Rewards = append(data.Rewards, app.RewardData{ID: string(rune('a' + i)), PromisedAt: moment.Draw(t, "promised"), IssuedAt: moment.Draw(t, "issued")})
		}
		all := profile.Events(profile.Book{}, data)
		seen := map[string]bool{}
		var told []profile.Event
		size := rapid.IntRange(1, 5).Draw(t, "page")
		for at, key := day(100), ""; ; {
			var page []profile.Event
			for _, e := range all {
				if len(page) < size && e.Before(at, key) {
					page = append(page, e)
				}
			}
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				require.False(t, seen[e.Key], "told twice")
				seen[e.Key] = true
			}
			told = append(told, page...)
			at, key = page[len(page)-1].At, page[len(page)-1].Key
		}
		require.Equal(t, all, told)
	})
}
