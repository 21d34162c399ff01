package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestWhereASurveyWasAskedIsKnownSinceItsFirstVersion(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		placed := func(shop app.ShopID, handle string, on ...app.Surface) app.SurveyID {
			d := someDocument(handle)
			d.Placements = on
			made, err := s.CreateSurvey(t.Context(), shop, d)
			require.NoError(t, err)
			_, err = s.PublishSurvey(t.Context(), shop, made.ID, made.Revision)
			require.NoError(t, err)
			return made.ID
		}
		first := placed(demo, "first", app.SurfaceTheme)
		placed(other, "another's", app.SurfaceTheme)
		nowhere := placed(demo, "nowhere")
		again, err := s.Survey(t.Context(), demo, first)
		require.NoError(t, err)
		again.Draft.Placements = []app.Surface{app.SurfaceTheme, app.SurfaceThankYou}
		again, err = s.SaveSurvey(t.Context(), demo, again)
		require.NoError(t, err)
		v, err := s.PublishSurvey(t.Context(), demo, first, again.Revision)
		require.NoError(t, err)
		unpublished, err := s.CreateSurvey(t.Context(), demo, someDocument("draft"))
		require.NoError(t, err)
		for survey, version := range map[app.SurveyID]string{ // as they come with a person's data
			unpublished.ID: "1, '{}', 9000000000000", first: "0, '{}', 1000", nowhere: "7, '{}', 9000000000000",
		} {
			store.Exec(t, s, fmt.Sprintf("INSERT INTO survey_versions (shop_id, survey_id, version, document, published_at) VALUES ('%s', '%s', %s)", demo, survey, version))
		}

		all, err := s.Placings(t.Context(), demo, "")
		require.NoError(t, err)
		require.Len(t, all, 3)
		list, err := s.Placings(t.Context(), demo, first)
		require.NoError(t, err)
		require.Len(t, list, 2)
		require.Equal(t, []app.Surface{app.SurfaceTheme}, list[0].On)
		require.Equal(t, again.Draft.Placements, list[1].On)
		require.True(t, list[1].At.Equal(v.PublishedAt))
		list, err = s.Placings(t.Context(), other, first)
		require.NoError(t, err)
		require.Empty(t, list)
	})
}

func TestOrdersOfSomeHoursOfADayAreCounted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		zone, err := time.LoadLocation("Europe/Stockholm")
		require.NoError(t, err)
		begin := time.Date(2026, 11, 12, 0, 0, 0, 0, zone)
		for hour := range 48 {
			o := anOrder(app.OrderID(100+hour), 0, 0)
			o.CreatedAt, o.Channel = begin.Add(time.Duration(hour)*time.Hour), []string{"web", "", "web", "pos"}[hour%4]
			_, err := s.RecordOrder(t.Context(), demo, o)
			require.NoError(t, err)
			o.Channel = "web"
			_, err = s.RecordOrder(t.Context(), other, o)
			require.NoError(t, err)
		}
		day := time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)
		counts, err := s.HourOrders(t.Context(), demo, []store.Hours{
			{Day: day, From: begin.Add(8 * time.Hour)},
			{Day: day, From: begin.Add(8 * time.Hour), To: begin.Add(12 * time.Hour)},
			{Day: day.AddDate(0, 0, 1), From: begin, To: begin.Add(28 * time.Hour)},
			{Day: day.AddDate(0, 0, 5), From: begin},
		}, zone)
		require.NoError(t, err)
		require.Equal(t, []int{12, 3, 3, 0}, counts, "a quarter was paid at a till")
		counts, err = s.HourOrders(t.Context(), demo, nil, zone)
		require.NoError(t, err)
		require.Empty(t, counts)
	})
}
