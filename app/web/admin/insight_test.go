package admin_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
)

// said has forty orders answered: each first says from where, twenty of them another score.
func (b *bench) said(v app.Version) {
	b.Helper()
	now := time.Now()
	for n := range 40 {
		order := app.OrderID(n + 1)
		_, err := b.store.RecordOrder(b.Context(), demo, app.Order{
			ID: order, Currency: "SEK", Total: fmt.Sprintf("%d.50", 100+n), Country: []string{"SE", "DE"}[n%2], Channel: "web", CreatedAt: now, UpdatedAt: now,
		})
		require.NoError(b, err)
		source, score := []string{`"podcast"`, `"search"`, `"podcast"`, `{"other":"a friend"}`}[n%4], []string{"10", "3"}[n%2]
		_, err = b.store.RecordResponse(b.Context(), demo, store.Submitted{Visitor: uuid.NewString(), Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, Surface: app.SurfaceThankYou, Order: order,
			Shown: []app.Shown{{Question: "source"}, {Question: "score"}, {Question: "why"}}, StartedAt: now.Add(-10 * time.Second), SubmittedAt: now,
			Answers: []app.Answer{
				{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: json.RawMessage(source)}},
				{Question: "score", Value: app.Value{Kind: app.KindNumber, JSON: json.RawMessage(score)}},
			},
		}})
		require.NoError(b, err)
	}
	require.NoError(b, (&recount.Keeper{Store: b.store}).Drain(b.Context(), demo))
}

func asked() app.Document {
	text := app.Text{"en": "Words"}
	d := document("heard")
	d.Questions = nil
	for _, q := range []app.Question{
		{Key: "source", Type: "single_choice", Options: []app.Option{{Key: "podcast", Label: app.Text{"en": "A podcast"}}, {Key: "search", Label: text}}, Other: &app.Other{Label: text}},
		{Key: "score", Type: "nps"},
		{Key: "why", Type: "text"},
	} {
		q.Prompt, q.Why, q.Get, q.Use = text, text, text, text
		d.Questions = append(d.Questions, q)
	}
	return d
}

func TestTheAPITellsWhatWasAnsweredAndWhatCameOfIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	survey := b.published(asked())
	v, err := b.store.SurveyVersion(t.Context(), demo, survey.ID, 1)
	require.NoError(t, err)
	b.said(v)
	path := "/insight/surveys/" + string(survey.ID)

	var over struct {
		Zone, From, To      string
		People              map[string]any
		Surfaces, Countries []struct{ Name string }
		Questions           []struct {
			Key    string
			N      int
			Orders int
			Values []struct {
				Value, Label string
				Other        bool
				Count        struct {
					N, Of              int
					Percent, Low, High float64
					Small              bool
				}
				Money []struct {
					Currency, Revenue, Average string
					Small                      bool
				}
			}
			Score *struct {
				Score float64
				N     int
			}
			Drop struct{ Answered struct{ N, Of int } }
			Time struct {
				Median float64
				N      int
			}
		}
	}
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, path, demo, nil, &over))
	require.Equal(t, "Europe/Stockholm", over.Zone)
	require.Equal(t, "thank-you", over.Surfaces[0].Name)
	require.Len(t, over.Countries, 2)
	require.InDelta(t, 0, over.People["completion"].(map[string]any)["percent"], 1e-9)
	require.InDelta(t, 8.8, over.People["completion"].(map[string]any)["high"], 1e-9, "of forty who could have")
	require.InDelta(t, 10, over.People["seconds_per_person"], 0.1)
	require.InDelta(t, 5, over.People["seconds_per_answer"], 0.1)
	source := over.Questions[0]
	require.Equal(t, []int{40, 40}, []int{source.N, source.Orders})
	podcast, other := source.Values[0], source.Values[2]
	require.Equal(t, "A podcast", podcast.Label)
	require.Equal(t, []int{20, 40}, []int{podcast.Count.N, podcast.Count.Of})
	require.InDelta(t, 50, podcast.Count.Percent, 1e-9)
	require.InDelta(t, 35.2, podcast.Count.Low, 1e-9, "Wilson's interval of 20 out of 40")
	require.InDelta(t, 64.8, podcast.Count.High, 1e-9)
	require.False(t, podcast.Count.Small)
	require.Equal(t, "SEK", podcast.Money[0].Currency)
	require.Equal(t, "2390.00", podcast.Money[0].Revenue, "20 times 100.50, and 0 + 2 + … + 38")
	require.Equal(t, "119.50", podcast.Money[0].Average)
	require.True(t, podcast.Money[0].Small, "of twenty orders")
	require.True(t, other.Other)
	require.Equal(t, 10, other.Count.N)
	require.Zero(t, over.Questions[1].Score.Score)
	require.Equal(t, 40, over.Questions[1].Score.N)
	require.Equal(t, 40, over.Questions[2].Drop.Answered.Of, "it stood before everybody")
	require.Zero(t, over.Questions[2].Drop.Answered.N)
	require.InDelta(t, 5, source.Time.Median, 0.5)

	require.Equal(t, http.StatusOK, b.call(http.MethodGet, path+"?country=DE", demo, nil, &over))
	require.Equal(t, 20, over.Questions[0].N)
	require.True(t, over.Questions[0].Values[0].Count.Small)

	var trend struct {
		Spans []struct {
			From, To string
			N        int
			Values   []struct{ N, Of int }
		}
	}
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, path+"/questions/source?by=day", demo, nil, &trend))
	require.Len(t, trend.Spans, 30)
	require.Equal(t, 40, trend.Spans[29].N)
	require.Equal(t, 20, trend.Spans[29].Values[0].N)

	var rates struct {
		Surfaces []struct {
			Surface       string
			Orders, Shown *int
			Answered      int
			Rates         map[string]struct{ Why string }
		}
	}
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, path+"/rates", demo, nil, &rates))
	require.Equal(t, []int{40, 40}, []int{*rates.Surfaces[0].Orders, rates.Surfaces[0].Answered})
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, path+"/rates?country=SE", demo, nil, &rates))
	require.Equal(t, "no_country", rates.Surfaces[0].Rates["shown"].Why)

	for wrong, status := range map[string]int{
		"?from=2026-13-01": http.StatusUnprocessableEntity, "?from=2026-11-02&to=2026-11-01": http.StatusUnprocessableEntity,
		"?from=2020-01-01&to=2026-01-01": http.StatusUnprocessableEntity, "/questions/nothing": http.StatusNotFound, "/questions/source?by=hour": http.StatusUnprocessableEntity,
	} {
		require.Equal(t, status, b.call(http.MethodGet, path+wrong, demo, nil, nil), wrong)
	}
	require.Equal(t, http.StatusNotFound, b.call(http.MethodGet, "/insight/surveys/nobodys", demo, nil, nil))
}
