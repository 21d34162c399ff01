package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const other app.ShopID = "other-shop.myshopify.com"

func someDocument(handle string) app.Document {
	return app.Document{
		Handle: handle, Title: "T", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme},
		Questions: []app.Question{{
			Key: "source", Type: "text", Prompt: app.Text{"en": "Where <from>?"},
			Mapping: app.WriteBack{Metafield: true, Tag: true},
		}},
	}
}

// published makes a survey and publishes its first version.
func published(t *testing.T, s *store.Store, shop app.ShopID, handle string) app.Version {
	t.Helper()
	made, err := s.CreateSurvey(t.Context(), shop, someDocument(handle))
	require.NoError(t, err)
	v, err := s.PublishSurvey(t.Context(), shop, made.ID, made.Revision)
	require.NoError(t, err)
	return v
}

func TestASurveyIsKeptAsItWasWritten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		made, err := s.CreateSurvey(t.Context(), demo, someDocument("a"))
		require.NoError(t, err)
		require.Equal(t, 1, made.Revision)
		read, err := s.Survey(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.Equal(t, made, read)
		require.Equal(t, someDocument("a"), read.Draft)
		byHandle, err := s.SurveyByHandle(t.Context(), demo, "a")
		require.NoError(t, err)
		require.Equal(t, made, byHandle)
		_, err = s.CreateSurvey(t.Context(), demo, someDocument("a"))
		require.True(t, app.Is(err, app.Conflict), "%v", err)
	})
}

func TestASurveyOfAnotherShopIsNotFound(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		v := published(t, s, demo, "a")
		_, err := s.Survey(t.Context(), other, v.Survey)
		require.True(t, app.Is(err, app.NotFound))
		_, err = s.SaveSurvey(t.Context(), other, app.Survey{ID: v.Survey, Revision: 1, Draft: someDocument("a")})
		require.True(t, app.Is(err, app.NotFound))
		_, err = s.PublishSurvey(t.Context(), other, v.Survey, 1)
		require.True(t, app.Is(err, app.NotFound))
		for range 2 { // the second time from memory
			_, err = s.SurveyVersion(t.Context(), demo, v.Survey, 1)
			require.NoError(t, err)
			_, err = s.SurveyVersion(t.Context(), other, v.Survey, 1)
			require.True(t, app.Is(err, app.NotFound))
			_, err = s.VersionByHandle(t.Context(), other, "a", 1)
			require.True(t, app.Is(err, app.NotFound))
		}
	})
}

func TestASaveNamesTheRevisionItEdited(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		made, err := s.CreateSurvey(t.Context(), demo, someDocument("a"))
		require.NoError(t, err)
		edited := made
		edited.Draft.Title = "Second"
		saved, err := s.SaveSurvey(t.Context(), demo, edited)
		require.NoError(t, err)
		require.Equal(t, 2, saved.Revision)
		require.Equal(t, "Second", saved.Draft.Title)
		_, err = s.SaveSurvey(t.Context(), demo, edited)
		require.True(t, app.Is(err, app.Conflict))
		_, err = s.PublishSurvey(t.Context(), demo, made.ID, 1)
		require.True(t, app.Is(err, app.Conflict))
	})
}

func TestAPublishedSurveyKeepsItsHandle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		made, err := s.CreateSurvey(t.Context(), demo, someDocument("a"))
		require.NoError(t, err)
		made.Draft.Handle = "b"
		made, err = s.SaveSurvey(t.Context(), demo, made)
		require.NoError(t, err)
		require.Equal(t, "b", made.Handle)
		_, err = s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
		require.NoError(t, err)
		made.Draft.Handle = "c"
		_, err = s.SaveSurvey(t.Context(), demo, made)
		require.True(t, app.Is(err, app.Conflict))
	})
}

func TestAPublishedVersionNeverChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first := published(t, s, demo, "a")
		require.Equal(t, 1, first.Version)
		edited := app.Survey{ID: first.Survey, Revision: 1, Draft: someDocument("a")}
		edited.Draft.Questions[0].Prompt["en"] = "Now?"
		saved, err := s.SaveSurvey(t.Context(), demo, edited)
		require.NoError(t, err)
		second, err := s.PublishSurvey(t.Context(), demo, first.Survey, saved.Revision)
		require.NoError(t, err)
		require.Equal(t, 2, second.Version)

		for range 2 {
			old, err := s.VersionByHandle(t.Context(), demo, "a", 1)
			require.NoError(t, err)
			require.Equal(t, first, old)
		}
		now, err := s.PublishedVersions(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, []app.Version{second}, now)
		all, err := s.AllVersions(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, []app.Version{first, second}, all)
	})
}

func TestAPublishIsDoneUntilNobodyPublishedMeanwhile(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		due := func() []app.ShopID {
			list, err := s.DuePublishes(t.Context(), time.Now(), 10)
			require.NoError(t, err)
			return list
		}
		published(t, s, demo, "a")
		require.Equal(t, []app.ShopID{demo}, due())

		claim, err := s.ClaimPublish(t.Context(), demo)
		require.NoError(t, err)
		require.Empty(t, due(), "somebody is at it")
		_, err = s.ClaimPublish(t.Context(), demo)
		require.True(t, app.Is(err, app.Conflict))

		require.NoError(t, s.MarkPublish(t.Context(), demo))
		again, err := s.FinishPublish(t.Context(), demo, claim)
		require.NoError(t, err)
		require.True(t, again)
		require.Equal(t, []app.ShopID{demo}, due())

		claim, err = s.ClaimPublish(t.Context(), demo)
		require.NoError(t, err)
		again, err = s.FinishPublish(t.Context(), demo, claim)
		require.NoError(t, err)
		require.False(t, again)
		require.Empty(t, due())
	})
}

func TestAFailedPublishIsTriedAgainLaterAndLater(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		var waits []time.Duration
		for range 8 {
			store.Exec(t, s, "UPDATE shops SET publish_due_at = 1")
			claim, err := s.ClaimPublish(t.Context(), demo)
			require.NoError(t, err)
			waits = append(waits, time.Until(time.UnixMilli(claim)).Round(time.Minute))
		}
		require.Equal(t, time.Minute, waits[0])
		require.Equal(t, 2*time.Minute, waits[1])
		require.Equal(t, time.Hour, waits[7])
	})
}
