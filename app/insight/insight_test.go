package insight_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

// shop is one whose clock the test turns.
type shop struct {
	*testing.T
	*store.Store
	now    time.Time
	orders app.OrderID
}

func newShop(t *testing.T, url, zone string) *shop {
	t.Helper()
	s := &shop{T: t, now: time.Date(2026, 10, 20, 10, 0, 0, 0, time.UTC)}
	db, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: func() time.Time { return s.now }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	s.Store = db
	require.NoError(t, db.RecordInstall(t.Context(), demo, app.Shop{Timezone: zone}, app.Access{Token: "t", RefreshToken: "r"}))
	return s
}

func (s *shop) publish(handle string, on ...app.Surface) app.Version {
	s.Helper()
	made, err := s.CreateSurvey(s.Context(), demo, app.Document{
		Handle: handle, Languages: []string{"en"}, Placements: on, Questions: []app.Question{{Key: "why", Type: "text", Prompt: app.Text{"en": "Why?"}}},
	})
	require.NoError(s, err)
	v, err := s.PublishSurvey(s.Context(), demo, made.ID, made.Revision)
	require.NoError(s, err)
	return v
}

func (s *shop) ordered(channel string) {
	s.Helper()
	s.orders++
	_, err := s.RecordOrder(s.Context(), demo, app.Order{ID: s.orders, Channel: channel, CreatedAt: s.now, UpdatedAt: s.now})
	require.NoError(s, err)
}

func (s *shop) displayed(v app.Version, on app.Surface, shown, started int) {
	s.Helper()
	require.NoError(s, s.RecordDisplays(s.Context(), demo, v, on, shown, started))
}

func (s *shop) answered(v app.Version, on app.Surface, visitor string, complete bool) {
	s.Helper()
	_, err := s.RecordResponse(s.Context(), demo, store.Submitted{
		Visitor: visitor, Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, Surface: on, Complete: complete, SubmittedAt: s.now,
			Answers: []app.Answer{{Question: "why", Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(fmt.Sprintf(`"%s %t"`, visitor, complete))}}},
		},
	})
	require.NoError(s, err)
}

func (s *shop) report(days int) insight.Report {
	s.Helper()
	s.count()
	r := insight.Reader{Store: s.Store, Now: func() time.Time { return s.now }}
	report, err := r.Surfaces(s.Context(), demo, days)
	require.NoError(s, err)
	return report
}

// count has everything counted, and leaves the clock as it was.
func (s *shop) count() {
	s.Helper()
	defer func(now time.Time) { s.now = now }(s.now)
	keeper := recount.Keeper{Store: s.Store, Now: func() time.Time { return s.now }}
	for due := []app.ShopID{demo}; len(due) > 0; s.now = s.now.Add(time.Hour) {
		require.NoError(s, keeper.Drain(s.Context(), demo))
		var err error
		due, err = s.DueTallies(s.Context(), s.now.Add(time.Hour), 1)
		require.NoError(s, err)
	}
}

func each(t *testing.T, zone string, test func(s *shop)) {
	t.Helper()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(newShop(t, url(t), zone))
		})
	}
}

// Two of the shop's days: on one surface the block is gone, on the other it stands.
func TestALossIsLocatedToItsSurfaceAndDay(t *testing.T) {
	t.Parallel()
	each(t, "Europe/Stockholm", func(s *shop) {
		v := s.publish("source", app.SurfaceThankYou, app.SurfaceOrderStatus)
		for day := range 24 {
			for i := range 12 {
				s.ordered("web")
				s.ordered("pos")
				s.displayed(v, app.SurfaceOrderStatus, 1, 0)
				if day == 20 && i < 1 || day < 20 {
					s.displayed(v, app.SurfaceThankYou, 1, i%2)
				}
				if i%4 == 0 {
					s.answered(v, app.SurfaceOrderStatus, uuid.NewString(), true)
				}
			}
			s.now = s.now.AddDate(0, 0, 1)
		}
		s.now = s.now.AddDate(0, 0, -1)
		report := s.report(7)
		lost := time.Date(2026, 11, 9, 0, 0, 0, 0, time.UTC) // twenty days after 20 October
		require.Equal(s, []insight.Gap{{
			Surface: app.SurfaceThankYou, From: lost, To: lost.AddDate(0, 0, 3), Open: true, Shown: 1, Orders: 48, Usual: 1,
		}}, report.Gaps)
		require.Len(s, report.Surfaces, 2)
		require.Equal(s, insight.Counts{Orders: 84, Shown: 37, Started: 18}, report.Surfaces[0].Counts, "tills show no page")
		require.Equal(s, insight.Counts{Orders: 84, Shown: 84, Answered: 21, Completed: 21}, report.Surfaces[1].Counts)
		require.Len(s, report.Surfaces[0].Days, 7)
		require.Equal(s, "Europe/Stockholm", report.Zone)
	})
}

// What was counted is what happened, to the last event, on the shop's own days.
func TestTheCountsAddUpToTheEvents(t *testing.T) {
	t.Parallel()
	each(t, "America/New_York", func(s *shop) {
		s.now = time.Date(2026, 10, 30, 3, 59, 0, 0, time.UTC) // 23:59 of the 29th in New York
		v, other := s.publish("source", app.SurfaceLink), s.publish("other", app.SurfaceTheme)
		want := map[string]insight.Counts{}
		for i := range 60 {
			day := s.now.In(mustZone(s, "America/New_York")).Format(time.DateOnly)
			c := want[day]
			s.displayed(v, app.SurfaceLink, 2, 1)
			c.Shown, c.Started = c.Shown+2, c.Started+1
			who := uuid.NewString()
			s.answered(v, app.SurfaceLink, who, false)
			c.Answered++
			if i%3 == 0 { // she goes on: one person all the same
				s.answered(v, app.SurfaceLink, who, true)
				c.Completed++
			}
			s.displayed(other, app.SurfaceTheme, 100, 0)
			want[day] = c
			s.now = s.now.Add(4*time.Hour + time.Minute)
		}
		report := s.report(30)
		at := report.Surfaces[1]
		require.Equal(s, app.SurfaceLink, at.Surface)
		var sum insight.Counts
		for _, day := range at.Days {
			require.Equal(s, want[day.Day.Format(time.DateOnly)], day.Counts, day.Day)
			sum.Shown += day.Shown
		}
		require.Equal(s, 120, sum.Shown)
		require.Equal(s, insight.Counts{Shown: 120, Started: 60, Answered: 60, Completed: 20}, at.Counts)
		require.Equal(s, []insight.VersionCount{{Survey: v.Survey, Version: 1, Counts: at.Counts}}, at.Surveys)
		require.Equal(s, 6000, report.Surfaces[0].Shown)
	})
}

func mustZone(s *shop, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	require.NoError(s, err)
	return zone
}

func TestAShopWithoutAZoneCountsInUTC(t *testing.T) {
	t.Parallel()
	s := newShop(t, storetest.SQLite(t), "Nowhere/Land")
	report := s.report(1)
	require.Equal(t, "UTC", report.Zone)
	require.Empty(t, report.Surfaces)
	require.Equal(t, report.From, report.To)
	_, err := (&insight.Reader{Store: s.Store}).Surfaces(t.Context(), "other.myshopify.com", 1)
	require.True(t, app.Is(err, app.NotFound))
}

// Chile has no midnight on the day its clocks are set forward.
func TestADayWithoutAMidnightTakesNothingOfTheOneBefore(t *testing.T) {
	t.Parallel()
	each(t, "America/Santiago", func(s *shop) {
		s.now = time.Date(2026, 9, 6, 3, 30, 0, 0, time.UTC) // half past eleven, the evening before
		v := s.publish("source", app.SurfaceThankYou)
		for _, visitor := range []string{uuid.NewString(), uuid.NewString()} {
			s.ordered("web")
			s.displayed(v, app.SurfaceThankYou, 1, 1)
			s.answered(v, app.SurfaceThankYou, visitor, true)
			s.now = s.now.Add(time.Hour)
		}
		one := insight.Counts{Orders: 1, Shown: 1, Started: 1, Answered: 1, Completed: 1}
		for _, day := range s.report(2).Surfaces[0].Days {
			require.Equal(s, one, day.Counts, day.Day)
		}
	})
}
