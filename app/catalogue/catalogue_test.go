package catalogue_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
)

func TestANewVendorIsDrawnAndTheSurveysArePublishedAnew(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.shop.put("vendors", "ASICS", "Nike")
	s.survey(t, drawing("multiple_choice", nil))
	s.settle(t)
	require.Equal(t, 1, s.published)
	require.Equal(t, []app.Drawn{
		{Name: "asics", Key: "asics", Label: "ASICS"}, {Name: "nike", Key: "nike", Label: "Nike"},
	}, s.drawn(t, "vendors"))

	s.hear(t)
	require.Equal(t, 1, s.published, "there is nothing else to choose from")
	s.shop.put("vendors", "Nike", "Puma")
	s.hear(t)
	require.Equal(t, 2, s.published)
	drawn := s.drawn(t, "vendors")
	require.Equal(t, "puma", drawn[1].Key)
	require.Equal(t, "asics", drawn[2].Key)
	require.False(t, drawn[2].RetiredAt.IsZero())

	s.shop.put("vendors", "ASICS", "Nike", "Puma")
	s.hear(t)
	require.Equal(t, app.Drawn{Name: "asics", Key: "asics", Label: "ASICS"}, s.drawn(t, "vendors")[0], "what comes back is what it was")
}

func TestABurstOfNewsIsOneLook(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.shop.put("vendors", "Nike")
	s.survey(t, drawing("single_choice", nil))
	s.settle(t)
	s.now = s.now.Add(time.Minute)
	before := s.shop.looks
	for i := range 500 {
		news := catalogue.News{Product: &catalogue.Product{ID: fmt.Sprint(i), Vendor: fmt.Sprintf("Vendor %d", i), New: true}}
		require.NoError(t, s.keeper.Hear(t.Context(), s.id, news))
	}
	s.settle(t)
	require.Equal(t, before+1, s.shop.looks)
}

func TestAShopThatDrawsNothingIsNotLookedAt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := drawing("single_choice", nil)
	d.Questions = d.Questions[1:]
	made := s.survey(t, d)
	s.hear(t)
	require.Zero(t, s.shop.looks)

	made.Draft = drawing("single_choice", nil)
	saved, err := s.keeper.Store.SaveSurvey(t.Context(), s.id, made)
	require.NoError(t, err)
	require.NoError(t, s.keeper.Want(t.Context(), s.id, saved.Draft))
	s.settle(t)
	require.Equal(t, 1, s.shop.looks, "a draft is looked for: its maker wants to see it")
	saved.Draft = d
	_, err = s.keeper.Store.SaveSurvey(t.Context(), s.id, saved)
	require.NoError(t, err)
	s.hear(t)
	_, draws, err := s.keeper.Store.CatalogueSources(t.Context(), s.id)
	require.NoError(t, err)
	require.False(t, draws)
}

func TestAFailedLookIsTriedAgainAndLosesNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.shop.put("vendors", "Nike")
	s.survey(t, drawing("single_choice", nil))
	s.settle(t)
	s.shop.down = true
	s.shop.put("vendors", "Nike", "Puma")
	require.NoError(t, s.keeper.Hear(t.Context(), s.id, catalogue.News{Product: &catalogue.Product{Vendor: "Puma"}}))
	s.now = s.now.Add(10 * time.Second)
	require.True(t, app.Is(s.keeper.Drain(t.Context(), s.id), app.Unavailable))
	require.Len(t, s.drawn(t, "vendors"), 1)
	s.shop.down = false
	s.settle(t)
	require.Len(t, s.drawn(t, "vendors"), 2)
}

func TestTheCatalogueIsLookedAtDailyWhateverIsHeard(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.shop.put("vendors", "Nike")
	s.survey(t, drawing("single_choice", nil))
	s.settle(t)
	s.shop.put("vendors", "Puma")
	s.now = s.now.Add(24*time.Hour + time.Second)
	s.settle(t)
	require.Equal(t, "puma", s.drawn(t, "vendors")[0].Key)
}

func TestWhatIsDrawnForTheFirstTimeIsThereAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.shop.put("tags", "new", "sale")
	s.shop.put("products/summer", "Cup")
	d := drawing("single_choice", func(q *app.Question) { q.Source = &app.Source{From: "tags", Most: 1} })
	d.Questions = append(d.Questions,
		app.Question{Key: "again", Type: "single_choice", Source: &app.Source{From: "tags", Most: 2}},
		app.Question{Key: "cups", Type: "picture_choice", Source: &app.Source{From: "products", Collection: "summer"}})
	s.keeper.TryDraw(t.Context(), s.id, d)
	require.Equal(t, 2, s.shop.looks, "once for each place")
	require.Len(t, s.drawn(t, "tags"), 2)
	require.Len(t, s.drawn(t, "products/summer"), 1)
	s.keeper.TryDraw(t.Context(), s.id, d)
	require.Equal(t, 2, s.shop.looks)
	s.shop.down = true
	s.keeper.TryDraw(t.Context(), s.id, drawing("single_choice", nil)) // and the publish goes on
}
