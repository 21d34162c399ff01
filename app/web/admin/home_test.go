package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

type homeTold struct {
	Access struct{ Works bool }
	Lanes  []struct {
		ID      string
		Waiting int
	}
	Placed []string
	Today  struct {
		Count   int
		Surveys []struct {
			Survey struct{ Title string }
			Count  int
		}
		Newest []map[string]any
	}
	Undecided struct {
		Drafts []struct {
			Survey struct{ Title string }
			State  string
		}
		Unused []map[string]any
	}
	Guide *struct {
		Survey    *struct{ ID, Title string }
		Published bool
		Answer    *struct{ ID string }
	}
}

func TestTheFirstScreenFollowsAShopToItsFirstAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	look := func(shop app.ShopID) (told homeTold) {
		t.Helper()
		require.Equal(t, http.StatusOK, b.call("GET", "/home", shop, nil, &told))
		return told
	}
	fresh := look(demo)
	require.True(t, fresh.Access.Works)
	require.NotNil(t, fresh.Guide)
	require.Nil(t, fresh.Guide.Survey)

	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": document("heard")}, &made)
	drafted := look(demo)
	require.Equal(t, string(made.ID), drafted.Guide.Survey.ID)
	require.False(t, drafted.Guide.Published)
	require.Equal(t, "draft", drafted.Undecided.Drafts[0].State)

	b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, map[string]any{"revision": 1}, nil)
	live := look(demo)
	require.True(t, live.Guide.Published)
	require.Nil(t, live.Guide.Answer)
	require.Empty(t, live.Undecided.Drafts)
	require.NotEmpty(t, live.Placed)

	first := app.ResponseID(uuid.NewString())
	b.answered(made.ID, first, 77, `"podcast"`, time.Now())
	answered := look(demo)
	require.Equal(t, string(first), answered.Guide.Answer.ID)
	require.Equal(t, 1, answered.Today.Count)
	require.Equal(t, 1, answered.Today.Surveys[0].Count)
	require.ElementsMatch(t, []string{"id", "survey", "surface", "submitted_at"}, keysOf(answered.Today.Newest[0]), "nothing of who answered, and what")
	require.Equal(t, 1, answered.Lanes[0].Waiting)

	require.Equal(t, http.StatusOK, b.call("PUT", "/home/guide", demo, map[string]any{"dismissed": true}, nil))
	require.Nil(t, look(demo).Guide, "for everybody on its staff")
	bystander := look(other)
	require.NotNil(t, bystander.Guide)
	require.Zero(t, bystander.Today.Count)
	require.Empty(t, bystander.Today.Newest)
	require.Equal(t, http.StatusOK, b.call("PUT", "/home/guide", demo, map[string]any{"dismissed": false}, nil))
	require.NotNil(t, look(demo).Guide)
}

func TestYesterdaysAnswersAreNotTodays(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": document("heard")}, &made)
	b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, map[string]any{"revision": 1}, nil)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 77, `"podcast"`, time.Now().Add(-25*time.Hour))
	var told homeTold
	require.Equal(t, http.StatusOK, b.call("GET", "/home", demo, nil, &told))
	require.Zero(t, told.Today.Count)
	require.Len(t, told.Today.Newest, 1)
	require.Nil(t, told.Guide, "a shop that has answers needs no guide")
}

func TestATemplateIsSeenBeforeItIsPublished(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	var told struct {
		Title     string
		Documents []app.Document
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/templates/poll", demo, nil, &told))
	require.Equal(t, "Poll", told.Title)
	require.Equal(t, "poll", told.Documents[0].Handle)
	require.Equal(t, http.StatusNotFound, b.call("GET", "/templates/none", demo, nil, nil))
	var list struct{ Surveys []any }
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys", demo, nil, &list))
	require.Empty(t, list.Surveys, "looking makes nothing")
}

func keysOf(m map[string]any) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}
