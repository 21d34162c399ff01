package template_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/template"
	"github.com/askwell/askwell/integrations/shopify"
)

const demo app.ShopID = "demo-shop.myshopify.com"

// shop is one shop's publications as its blocks read them.
type shop struct {
	template.Installer
	publisher *publish.Publisher
	document  []byte
}

// EnsureDefinitions takes any.
func (s *shop) EnsureDefinitions(context.Context, []shopify.Definition) error { return nil }

// PublishSurveys keeps what blocks would read.
func (s *shop) PublishSurveys(_ context.Context, _ string, document []byte) error {
	s.document = document
	return nil
}

func newShop(t *testing.T) *shop {
	t.Helper()
	kept := storetest.New(t)
	require.NoError(t, kept.RecordInstall(t.Context(), demo, app.Shop{GID: "gid://shopify/Shop/1", Currency: "EUR"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now(),
	}))
	s := &shop{}
	s.publisher = &publish.Publisher{
		Store: kept, Admin: func(app.ShopID) publish.Admin { return s },
		AppURL: "https://askwell.example", Ring: func(context.Context, app.ShopID) {},
	}
	s.Installer = template.Installer{Store: kept, Surveys: s.publisher, Rewards: &reward.Keeper{
		Store: kept, Logger: slog.New(slog.DiscardHandler), Ring: func(context.Context, app.ShopID, string) {}, Now: time.Now,
	}}
	return s
}

// published are the handles the blocks can see, by the languages they have.
func (s *shop) published(t *testing.T) map[string][]string {
	t.Helper()
	_, err := s.publisher.Drain(t.Context(), demo)
	require.NoError(t, err)
	var read struct {
		Surveys []struct {
			Handle    string
			Languages []string
		}
	}
	require.NoError(t, json.Unmarshal(s.document, &read))
	found := map[string][]string{}
	for _, one := range read.Surveys {
		found[one.Handle] = one.Languages
	}
	return found
}

func TestEveryTemplateIsInstalledAndSeenByTheBlocks(t *testing.T) {
	t.Parallel()
	every(t, func(t *testing.T, one template.Template) {
		s := newShop(t)
		versions, err := s.Install(t.Context(), demo, one.Name, template.Wish{})
		require.NoError(t, err)
		require.Len(t, versions, len(one.Surveys))
		seen := s.published(t)
		for i, v := range versions {
			require.Equal(t, one.Surveys[i].Handle, v.Document.Handle)
			require.Equal(t, 1, v.Version)
			require.Equal(t, languages, seen[v.Document.Handle])
		}
		for _, r := range one.Rewards {
			state, err := s.Store.Reward(t.Context(), demo, r.Handle)
			require.NoError(t, err)
			require.Equal(t, r, state.Rule)
		}
		_, err = s.Install(t.Context(), demo, one.Name, template.Wish{})
		require.True(t, app.Is(err, app.Conflict), "%v", err)
		require.ErrorContains(t, err, "installed already")
	})
}

func TestOneShopHasRoomForEveryTemplate(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	all, err := template.List()
	require.NoError(t, err)
	for _, one := range all {
		_, err := s.Install(t.Context(), demo, one.Name, template.Wish{})
		require.NoError(t, err, one.Name)
	}
	s.published(t)
	t.Logf("%d templates are %d KB as published", len(all), len(s.document)>>10)
}

func TestATemplateSpeaksTheLanguagesThatAreWanted(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	versions, err := s.Install(t.Context(), demo, "finder", template.Wish{Languages: []string{"sv", "en"}})
	require.NoError(t, err)
	d := versions[0].Document
	require.Equal(t, []string{"sv", "en"}, d.Languages)
	require.Len(t, d.Questions[0].Options[0].Label, 2)
	require.Len(t, d.Endings[0].Text, 2)
	require.Equal(t, []string{"sv", "en"}, s.published(t)["finder"])

	untouched, err := template.Get("finder")
	require.NoError(t, err)
	require.Equal(t, languages, untouched.Languages())

	for _, wrong := range [][]string{{"de"}, {"sv", "sv"}} {
		_, err := s.Install(t.Context(), demo, "birthday", template.Wish{Languages: wrong})
		require.True(t, app.Is(err, app.Invalid), "%v", err)
		require.ErrorContains(t, err, "languages.")
	}
}

func TestARewardIsWorthWhatTheShopSays(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	_, err := s.Install(t.Context(), demo, "onboarding", template.Wish{Value: "5.00", Currency: "EUR"})
	require.NoError(t, err)
	state, err := s.Store.Reward(t.Context(), demo, "onboarding-reward")
	require.NoError(t, err)
	require.Equal(t, app.RewardAmount, state.Rule.Kind)
	require.Equal(t, "5.00", state.Rule.Value)

	for field, wish := range map[string]template.Wish{
		"value":    {Value: "ten"},
		"currency": {Value: "5", Currency: "SEK"},
	} {
		_, err = s.Install(t.Context(), demo, "article-series", wish)
		require.True(t, app.Is(err, app.Invalid), "%v", err)
		require.ErrorContains(t, err, field)
	}
	require.Empty(t, s.published(t)["article-series"])
	_, err = s.Install(t.Context(), demo, "birthday", template.Wish{Value: "5"})
	require.ErrorContains(t, err, "value unused")
}

func TestASeriesStandsBesideTheArticlesThatAreNamed(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	versions, err := s.Install(t.Context(), demo, "article-series", template.Wish{Articles: []string{"news/water", "news/grind"}})
	require.NoError(t, err)
	require.JSONEq(t, `{"in":[{"var":"visit.article"},["news/water","news/grind"]]}`, string(versions[0].Document.Audience))
	_, err = s.Install(t.Context(), demo, "birthday", template.Wish{Articles: []string{"news/water"}})
	require.ErrorContains(t, err, "articles unused")
}

func TestATemplateCanStandInAShopTwice(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for n, want := range []string{"onboarding", "onboarding-2", "onboarding-3"} {
		versions, err := s.Install(t.Context(), demo, "onboarding", template.Wish{Again: n > 0})
		require.NoError(t, err)
		require.Equal(t, want, versions[0].Document.Handle)
		require.Equal(t, "onboarding-reward", versions[0].Document.Reward, "who earned it has it")
	}
	versions, err := s.Install(t.Context(), demo, "onboarding", template.Wish{Again: true, Value: "20"})
	require.NoError(t, err)
	require.Equal(t, "onboarding-reward-2", versions[0].Document.Reward)
}

func TestAnInstallThatFailedHalfwayIsTakenUp(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.Surveys = &failing{Surveys: s.publisher, left: 2}
	_, err := s.Install(t.Context(), demo, "progressive-profile", template.Wish{})
	require.True(t, app.Is(err, app.Unavailable), "%v", err)
	s.Surveys = s.publisher
	versions, err := s.Install(t.Context(), demo, "progressive-profile", template.Wish{})
	require.NoError(t, err)
	require.Len(t, versions, 4)
	require.Len(t, s.published(t), 4)
}

func TestAnotherSurveyOfTheHandleIsNotTouched(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	mine, err := template.Get("birthday")
	require.NoError(t, err)
	draft := mine.Surveys[0]
	draft.Title = "Mine"
	made, err := s.publisher.Create(t.Context(), demo, draft)
	require.NoError(t, err)
	_, err = s.Install(t.Context(), demo, "birthday", template.Wish{})
	require.True(t, app.Is(err, app.Conflict), "%v", err)
	require.ErrorContains(t, err, `another survey "birthday"`)
	kept, err := s.Store.Survey(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Equal(t, made, kept)
}

// failing publishes so many surveys and then no more.
type failing struct {
	template.Surveys
	left int
}

// Publish fails when enough is published. Errors: Unavailable.
func (f *failing) Publish(ctx context.Context, shop app.ShopID, id app.SurveyID, revision int) (app.Version, error) {
	if f.left--; f.left < 0 {
		return app.Version{}, app.Errorf(app.Unavailable, "not now")
	}
	return f.Surveys.Publish(ctx, shop, id, revision)
}
