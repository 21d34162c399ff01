package admin_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestResponsesAreFilteredAsTheAddressSays(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	now := time.Now()
	podcast, friend, written := app.ResponseID(uuid.NewString()), app.ResponseID(uuid.NewString()), app.ResponseID(uuid.NewString())
	b.answered(made.ID, podcast, 7, `"podcast"`, now.Add(-72*time.Hour))
	b.answered(made.ID, friend, 8, `"friend"`, now.Add(-time.Hour))
	b.answered(made.ID, written, 9, `{"other":"my sister"}`, now)
	day := now.UTC().Add(-72 * time.Hour).Format(time.DateOnly)
	for query, want := range map[string][]app.ResponseID{
		"":                               {written, friend, podcast},
		"survey=" + string(made.ID):      {written, friend, podcast},
		"survey=another":                 nil,
		"question=source":                {written, friend, podcast},
		"question=source&value=podcast":  {podcast},
		"question=source&value=*":        {written},
		"question=another":               nil,
		"text=SÍSTER":                    {written},
		"text=sis+my&question=source":    {written},
		"text=podcast":                   nil, // an option is no text
		"surface=thank-you&who=customer": {written, friend, podcast},
		"who=guest":                      nil,
		"country=none":                   {written, friend, podcast},
		"country=SE":                     nil,
		"from=" + day + "&to=" + day:     {podcast},
	} {
		var got struct {
			Responses []struct{ ID app.ResponseID }
			Next      string
		}
		require.Equal(t, http.StatusOK, b.call("GET", "/responses?"+query, demo, nil, &got), query)
		var ids []app.ResponseID
		for _, one := range got.Responses {
			ids = append(ids, one.ID)
		}
		require.Equal(t, want, ids, query)
		require.Empty(t, got.Next, query)
	}
	for _, query := range []string{"from=yesterday", "to=2026-02-31", "value=podcast", "who=nobody", "state=x", "text=%25%25"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/responses?"+query, demo, nil, nil), query)
	}
}

func TestAFilterIsSavedUnderANameAndForgotten(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	var made told
	require.Equal(t, http.StatusCreated, b.call("POST", "/responses/views", demo, told{"name": "Swedish guests", "filter": told{"country": "SE", "who": "guest"}}, &made))
	require.Equal(t, map[string]any{"country": "SE", "who": "guest"}, made["filter"])
	require.Regexp(t, `^user/\d+$`, made["saved_by"])
	for _, no := range []told{{"name": " ", "filter": told{}}, {"name": "x", "filter": told{"from": "soon"}}, {"name": "x", "filter": told{"value": "y"}}, {"name": "x"}} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/responses/views", demo, no, nil), no)
	}
	var list struct{ Views []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/responses/views", other, nil, &list))
	require.Empty(t, list.Views)
	path := "/responses/views/" + url.PathEscape(made["id"].(string))
	require.Equal(t, http.StatusNotFound, b.call("DELETE", path, other, nil, nil))
	require.Equal(t, http.StatusOK, b.call("DELETE", path, demo, nil, &list))
	require.Equal(t, http.StatusNotFound, b.call("DELETE", path, demo, nil, nil))
}
