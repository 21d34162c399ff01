package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// walk goes through what a filter leaves, page by page.
func walk(t *testing.T, s *store.Store, shop app.ShopID, f store.ResponseFilter, limit int) (ids []app.ResponseID) {
	t.Helper()
	for after := (store.Cursor{}); ; {
		page, err := s.FindResponses(t.Context(), shop, f, after, limit)
		require.NoError(t, err)
		require.LessOrEqual(t, len(page.List), limit)
		for _, one := range page.List {
			ids = append(ids, one.Response.ID)
		}
		if page.Next == nil {
			return ids
		}
		after = *page.Next
	}
}

func TestResponsesAreFoundByWhateverIsAskedForThem(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		surveys := []app.Version{published(t, s, demo, "a"), published(t, s, demo, "b")}
		_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, Customer: ada, Country: "SE", CreatedAt: noon, UpdatedAt: noon})
		require.NoError(t, err)
		var all []app.Response
		for i := range 40 {
			r := said(surveys[i%2], 0, fmt.Sprint("answer ", i%4), noon.Add(time.Duration(i/3)*time.Second))
			r.Visitor = uuid.NewString()
			r.Response.Surface = []app.Surface{app.SurfaceThankYou, app.SurfaceTheme, app.SurfaceEmail}[i%3]
			r.Response.Locale = []string{"en", "en-GB", "sv", "eng"}[i%4]
			r.Response.Complete = i%5 == 0
			if i%7 == 0 {
				r.Customer, r.Response.Order = ada, 5
			}
			_, err := s.RecordResponse(t.Context(), demo, r)
			require.NoError(t, err)
			all = append(all, r.Response)
		}
		slices.SortFunc(all, func(a, b app.Response) int {
			if c := b.SubmittedAt.Compare(a.SubmittedAt); c != 0 {
				return c
			}
			return -slices.Compare([]byte(a.ID), []byte(b.ID))
		})
		podcast := func(answers []app.Answer) bool { return answers[0].Value.Text() == "answer 3" }
		for name, one := range map[string]struct {
			filter store.ResponseFilter
			leaves func(app.Response) bool
		}{
			"everything":     {store.ResponseFilter{}, func(app.Response) bool { return true }},
			"a survey":       {store.ResponseFilter{Survey: surveys[1].Survey}, func(r app.Response) bool { return r.Survey == surveys[1].Survey }},
			"a surface":      {store.ResponseFilter{Surface: app.SurfaceEmail}, func(r app.Response) bool { return r.Surface == app.SurfaceEmail }},
			"a language":     {store.ResponseFilter{Locale: "en"}, func(r app.Response) bool { return r.Locale == "en" || r.Locale == "en-GB" }},
			"a country":      {store.ResponseFilter{Country: "SE"}, func(r app.Response) bool { return r.Order == 5 }},
			"no order":       {store.ResponseFilter{NoOrder: true}, func(r app.Response) bool { return r.Order == 0 }},
			"a guest":        {store.ResponseFilter{Guest: new(true)}, func(r app.Response) bool { return r.Order == 0 }},
			"no guest":       {store.ResponseFilter{Guest: new(false)}, func(r app.Response) bool { return r.Order != 0 }},
			"complete":       {store.ResponseFilter{Complete: new(true)}, func(r app.Response) bool { return r.Complete }},
			"what they said": {store.ResponseFilter{Says: podcast}, func(r app.Response) bool { return podcast(r.Answers) }},
			"a time": {store.ResponseFilter{From: noon.Add(2 * time.Second), To: noon.Add(5 * time.Second)}, func(r app.Response) bool {
				return !r.SubmittedAt.Before(noon.Add(2*time.Second)) && r.SubmittedAt.Before(noon.Add(5*time.Second))
			}},
			"all of it": {store.ResponseFilter{Survey: surveys[0].Survey, Surface: app.SurfaceThankYou, Guest: new(true)}, func(r app.Response) bool {
				return r.Survey == surveys[0].Survey && r.Surface == app.SurfaceThankYou && r.Order == 0
			}},
		} {
			var want []app.ResponseID
			for _, r := range all {
				if one.leaves(r) {
					want = append(want, r.ID)
				}
			}
			require.NotEmpty(t, want, name)
			for _, limit := range []int{1, 4, 100} {
				require.Equal(t, want, walk(t, s, demo, one.filter, limit), "%s, %d at once", name, limit)
			}
		}
		require.Empty(t, walk(t, s, "slow-wick.myshopify.com", store.ResponseFilter{}, 10))
	})
}

func TestLookingForResponsesLooksAtNoneItDoesNotAskFor(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	_, err := s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", noon))
	require.NoError(t, err)
	filters := map[string]store.ResponseFilter{
		"responses_recent":  {Country: "SE", Guest: new(false), From: noon},
		"responses_survey":  {Survey: v.Survey, Surface: app.SurfaceThankYou, To: noon.Add(time.Hour)},
		"responses_surface": {Surface: app.SurfaceThankYou, Says: func([]app.Answer) bool { return true }},
	}
	plans := store.Plans(t, s, func() {
		for _, f := range filters {
			_, err := s.FindResponses(t.Context(), demo, f, store.Cursor{}, 25)
			require.NoError(t, err)
		}
	})
	requireFew(t, slices.Clone(plans))
	for index := range filters {
		require.True(t, slices.ContainsFunc(plans, func(step string) bool { return strings.HasPrefix(step, "SEARCH r USING INDEX "+index+" (shop_id=?") }), "%s of %q", index, plans)
	}
	require.False(t, slices.ContainsFunc(plans, func(step string) bool {
		return strings.HasPrefix(step, "USE TEMP B-TREE") && strings.Contains(step, "LIMIT")
	}), "nothing is sorted before it is cut off")
}

func TestViewsAreKeptByNameToAPoint(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, "slow-wick.myshopify.com")
		save := func(name, filter string) (app.View, error) {
			return s.SaveView(t.Context(), demo, app.View{ID: uuid.NewString(), Name: name, Filter: []byte(filter), By: "user/7", At: noon})
		}
		first, err := save("Guests", `{"who":"guest"}`)
		require.NoError(t, err)
		again, err := save("Guests", `{"who":"customer"}`)
		require.NoError(t, err)
		require.Equal(t, first.ID, again.ID)
		for i := range app.MostViews - 1 {
			_, err := save(fmt.Sprint("View ", i), "{}")
			require.NoError(t, err)
		}
		_, err = save("One more", "{}")
		require.True(t, app.Is(err, app.Conflict))
		_, err = save("Guests", "{}")
		require.NoError(t, err, "a name that is there can have another filter")
		list, err := s.Views(t.Context(), demo)
		require.NoError(t, err)
		require.Len(t, list, app.MostViews)
		require.True(t, app.Is(s.DeleteView(t.Context(), "slow-wick.myshopify.com", first.ID), app.NotFound))
		require.NoError(t, s.DeleteView(t.Context(), demo, first.ID))
		require.True(t, app.Is(s.DeleteView(t.Context(), demo, first.ID), app.NotFound))
	})
}
