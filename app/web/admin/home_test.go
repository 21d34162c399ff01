package admin_test

import (
	"fmt"
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
		ID, Problem, Reason string
		Waiting             int
		Since               time.Time
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

func TestTheFirstScreenSaysSinceWhenAnswersWaitAndWhatIsWrongWithADestination(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	at := time.Now().Add(-time.Hour)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 77, `"podcast"`, at)
	b.exec(fmt.Sprintf("UPDATE deliveries SET created_at = %d, reason = 'it did not answer'", at.UnixMilli()))
	b.exec("UPDATE destinations SET problem = 'the list is gone' WHERE shop_id = '" + string(demo) + "'")
	var told homeTold
	require.Equal(t, http.StatusOK, b.call("GET", "/home", demo, nil, &told))
	require.Equal(t, []string{"the list is gone", "it did not answer"}, []string{told.Lanes[0].Problem, told.Lanes[0].Reason})
	require.WithinDuration(t, at, told.Lanes[0].Since, time.Second)
	told = homeTold{}
	require.Equal(t, http.StatusOK, b.call("GET", "/home", other, nil, &told))
	for _, lane := range told.Lanes {
		require.Empty(t, lane.Problem+lane.Reason)
		require.Zero(t, lane.Since)
	}
}

func TestItIsToldHowShopifysNewsComeIn(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	type heard struct {
		Waiting, Orders, Untold int
		Latest                  time.Time
		Access                  struct{ Works bool }
		Kinds                   []struct {
			Topic, Reason string
			Waiting       int
		}
	}
	var before, now, elsewhere heard
	require.Equal(t, http.StatusOK, b.call("GET", "/home/hearing", demo, nil, &before))
	require.Zero(t, before.Latest)
	require.Empty(t, before.Kinds)
	require.True(t, before.Access.Works)
	at := time.Now().Add(-time.Hour).Truncate(time.Millisecond).UTC()
	_, err := b.store.ReceiveWebhook(t.Context(), demo, app.Webhook{ID: "a", Topic: "orders/create", ReceivedAt: at})
	require.NoError(t, err)
	require.NoError(t, b.store.DeferWebhook(t.Context(), demo, "a", time.Now(), "the shop is busy"))
	require.Equal(t, http.StatusOK, b.call("GET", "/home/hearing", demo, nil, &now))
	require.Equal(t, at, now.Latest)
	require.Equal(t, []any{1, "orders/create", "the shop is busy", 1}, []any{now.Waiting, now.Kinds[0].Topic, now.Kinds[0].Reason, now.Kinds[0].Waiting})
	require.Equal(t, http.StatusOK, b.call("GET", "/home/hearing", other, nil, &elsewhere))
	require.Empty(t, elsewhere.Kinds)
	require.Zero(t, elsewhere.Latest)
}
